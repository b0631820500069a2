// {% block %}: `self`, and self.name as a function that renders the block again.
#pragma once

#include "engine/text/jinja/ast.h"
#include "engine/text/jinja/interpreter.h"

namespace deepwell::jinja {

class BlockReference final : public Object {
 public:
  BlockReference(Interpreter& interpreter, const Stmt& block) : interpreter_(interpreter), block_(block) {}
  std::string typeName() const override { return "BlockReference"; }
  bool callable() const override { return true; }
  Value call(Runtime&, Args& args) override {
    if (!args.positional.empty() || !args.keyword.empty()) raise("a block takes no arguments");
    return interpreter_.callBlockByName(block_);
  }

 private:
  Interpreter& interpreter_;
  const Stmt& block_;
};

class TemplateReference final : public Object {
 public:
  TemplateReference(Interpreter& interpreter, const Ast& ast) : interpreter_(interpreter), ast_(ast) {}
  std::string typeName() const override { return "TemplateReference"; }
  std::string repr(Runtime&) const override { return "<TemplateReference None>"; }
  bool item(Runtime& rt, const Value& key, Value& out) override {
    return key.isString() && attribute(rt, key.str(), out);
  }
  bool attribute(Runtime& rt, std::string_view name, Value& out) override {
    const auto found = ast_.blocks.find(name);
    if (found == ast_.blocks.end()) return false;
    out = Value::object(rt.make<BlockReference>(interpreter_, *found->second));
    return true;
  }

 private:
  Interpreter& interpreter_;
  const Ast& ast_;
};

}  // namespace deepwell::jinja
