// Runs a parsed template.
#pragma once

#include <map>
#include <string>

#include "engine/text/jinja/ast.h"
#include "engine/text/jinja/loop.h"
#include "engine/text/jinja/runtime.h"
#include "engine/text/jinja/scope.h"

namespace deepwell::jinja {

class Interpreter {
 public:
  // `variables` shadow the global functions.
  Interpreter(Runtime& rt, const std::map<std::string, Value, std::less<>>& variables);

  // The rendered text. Throws TemplateError with the line.
  std::string render(const Ast& ast);

  // Runs `macro` for a call. Used by the objects that templates see as functions.
  Value callMacro(const MacroDef& macro, Scope* surroundings, const Args& args);
  Value callBlockByName(const Stmt& block);

 private:
  enum class Flow { kNormal, kBreak, kContinue };

  // execute.cpp
  Flow run(const Body& body);
  Flow execute(const Stmt& stmt);
  Flow executeIf(const Stmt& stmt);
  Flow executeFor(const Stmt& stmt);
  void output(const Stmt& stmt);
  void write(const Value& value);
  void loopOver(const Stmt& stmt, const Value& items, int depth);
  Iter* filtered(const Stmt& stmt, Iter* items, Scope* outer);
  std::string capture(const Body& body, Scope* scope);
  Flow runIn(const Body& body, Scope* scope);
  void assign(const Expr& target, const Value& value);
  void assignBlock(const Stmt& stmt);
  void filterBlock(const Stmt& stmt);
  void with(const Stmt& stmt);
  void block(const Stmt& stmt, Scope* outer);
  Scope* inner(Scope* outer, const Hidden& hidden);
  Value runFiltered(const Stmt& stmt);
  Flow autoescape(const Stmt& stmt);
  void callBlock(const Stmt& stmt);
  Value makeMacro(const MacroDef& macro);

  // evaluate.cpp
  Value evaluate(const Expr& expr);
  Value evaluateNode(const Expr& expr);
  Value evaluateName(const Expr& expr);
  Value evaluateList(const Expr& expr);
  Value evaluateDict(const Expr& expr);
  Value evaluateSlice(const Expr& expr);
  Value evaluateCompare(const Expr& expr);
  Value evaluateConcat(const Expr& expr);
  Value evaluateConditional(const Expr& expr);
  Value evaluateFilter(const Expr& expr, const Value& input);
  Value filterText(const Expr& filter, const Value& text);  // a filter chain whose first input is null
  Value evaluateTest(const Expr& expr);
  Value evaluateCall(const Expr& expr, const Value* caller);
  Args evaluateArgs(const CallArgs& given);

  Runtime& rt_;
  Scope* root_;            // of the template
  Scope* scope_;           // the innermost
  OutBuffer* out_ = nullptr;
  bool autoescape_ = false;
};

}  // namespace deepwell::jinja
