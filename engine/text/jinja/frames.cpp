#include "engine/text/jinja/frames.h"

#include <fmt/format.h>

#include <set>

namespace deepwell::jinja {
namespace {

enum class First { kRead, kSet };  // what decides where a name's value comes from at first

// Names live in the template, which outlives this.
struct Symbols {
  std::map<std::string_view, First> names;  // mentioned in this frame
  std::set<std::string_view> stores;
};

class Frame {
 public:
  explicit Frame(const Frame* parent) : parent_(parent) {}

  void read(std::string_view name) {
    mentioned_.insert(name);
    if (!knows(name)) symbols_.names[name] = First::kRead;
  }
  void parameter(std::string_view name) { symbols_.names[name] = First::kRead; }
  void store(std::string_view name) {
    symbols_.stores.insert(name);
    if (symbols_.names.contains(name)) return;
    symbols_.names[name] = outerKnows(name) ? First::kRead : First::kSet;
  }

  void readExpr(const Expr* expr) {
    if (expr == nullptr) return;
    if (expr->kind == ExprKind::kName) read(expr->name);
    for (const ExprPtr& child : expr->children) readExpr(child.get());
    for (const ExprPtr& child : expr->args.positional) readExpr(child.get());
    for (const auto& [name, child] : expr->args.keyword) readExpr(child.get());
    readExpr(expr->args.star.get());
    readExpr(expr->args.star_star.get());
  }

  void assign(const Expr& target) {
    if (target.kind == ExprKind::kName) store(target.name);
    if (target.kind == ExprKind::kNamespaceRef) read(target.name);
    for (const ExprPtr& child : target.children) assign(*child);
  }

  void parameters(const Expr& target) {
    if (target.kind == ExprKind::kName) parameter(target.name);
    for (const ExprPtr& child : target.children) parameters(*child);
  }

  void body(const Body& statements) {
    for (const auto& stmt : statements) statement(*stmt);
  }

  // Those that start undefined and that a frame inside mentions.
  Hidden hidden(const std::set<std::string_view>& mentioned_inside) const {
    Hidden out;
    for (const auto& [name, first] : symbols_.names) {
      if (first != First::kSet || !mentioned_inside.contains(name)) continue;
      out.emplace_back(name, Value::undefined(fmt::format("'{}' is undefined", name)));
    }
    return out;
  }

  void mentions(std::set<std::string_view>& names) const {
    names.insert(mentioned_.begin(), mentioned_.end());
  }

 private:
  bool outerKnows(std::string_view name) const { return parent_ != nullptr && parent_->knows(name); }
  bool knows(std::string_view name) const { return symbols_.names.contains(name) || outerKnows(name); }

  void statement(const Stmt& stmt) {
    switch (stmt.kind) {
      case StmtKind::kOutput:
      case StmtKind::kFor:
      case StmtKind::kWith:
      case StmtKind::kCallBlock:
        for (const ExprPtr& value : stmt.values) readExpr(value.get());
        break;
      case StmtKind::kFilterBlock:
        readExpr(stmt.filter.get());
        break;
      case StmtKind::kSet:
        readExpr(stmt.values[0].get());
        assign(*stmt.targets[0]);
        break;
      case StmtKind::kSetBlock:
        assign(*stmt.targets[0]);
        break;
      case StmtKind::kMacro:
        store(stmt.macro->name);
        break;
      case StmtKind::kIf:
        branches(stmt);
        break;
      default:
        break;  // nothing, or a frame of its own
    }
  }

  // Jinja2 sees three branches: the body, all elifs one after the other, and the else.
  void branches(const Stmt& stmt) {
    readExpr(stmt.branches[0].test.get());
    const auto elifs = [&] {
      for (size_t i = 1; i < stmt.branches.size(); ++i) {
        readExpr(stmt.branches[i].test.get());
        branch({inBranch([&] { body(stmt.branches[i].body); }), symbols_, symbols_});
      }
    };
    branch({inBranch([&] { body(stmt.branches[0].body); }), inBranch(elifs), inBranch([&] { body(stmt.otherwise); })});
  }

  template <class Visit>
  Symbols inBranch(Visit visit) {
    const Symbols before = symbols_;
    visit();
    return std::exchange(symbols_, before);
  }

  // What only some branches set may still be the outer value afterwards.
  void branch(const std::vector<Symbols>& parts) {
    std::map<std::string_view, size_t> set_in;
    for (const Symbols& part : parts) {
      for (const std::string_view name : part.stores) {
        if (!symbols_.stores.contains(name)) ++set_in[name];
      }
    }
    for (const Symbols& part : parts) {
      for (const auto& [name, first] : part.names) symbols_.names[name] = first;
      symbols_.stores.insert(part.stores.begin(), part.stores.end());
    }
    for (const auto& [name, count] : set_in) {
      if (count != parts.size()) symbols_.names[name] = First::kRead;
    }
  }

  const Frame* parent_;
  Symbols symbols_;
  std::set<std::string_view> mentioned_;  // read here, wherever they come from
};

using Names = std::set<std::string_view>;

class Resolver {
 public:
  // `frame` has seen its own statements. Resolves the frames inside; adds what they mention to `mentioned`.
  void inside(Body& statements, const Frame& frame, Names& mentioned) {
    for (const auto& stmt : statements) statement(*stmt, frame, mentioned);
  }

 private:
  void statement(Stmt& stmt, const Frame& outer, Names& mentioned) {
    switch (stmt.kind) {
      case StmtKind::kIf:
        for (Branch& branch : stmt.branches) inside(branch.body, outer, mentioned);
        inside(stmt.otherwise, outer, mentioned);
        break;
      case StmtKind::kFor:
        loop(stmt, outer, mentioned);
        break;
      case StmtKind::kMacro:
      case StmtKind::kCallBlock:
        macro(*stmt.macro, outer, mentioned);
        break;
      case StmtKind::kBlock: {
        Frame frame(nullptr);
        body(stmt.body, frame, stmt.hidden, mentioned);
        break;
      }
      case StmtKind::kWith: {
        Frame frame(&outer);
        for (const ExprPtr& target : stmt.targets) frame.parameters(*target);
        body(stmt.body, frame, stmt.hidden, mentioned);
        break;
      }
      case StmtKind::kSetBlock:
      case StmtKind::kFilterBlock:
      case StmtKind::kScope:
      case StmtKind::kAutoescape: {
        Frame frame(&outer);
        for (const ExprPtr& value : stmt.values) frame.readExpr(value.get());
        body(stmt.body, frame, stmt.hidden, mentioned, stmt.filter.get());
        break;
      }
      default:
        break;
    }
  }

  void body(Body& statements, Frame& frame, Hidden& hidden, Names& mentioned, const Expr* filter = nullptr) {
    frame.body(statements);
    frame.readExpr(filter);
    Names below;
    inside(statements, frame, below);
    hidden = frame.hidden(below);
    frame.mentions(mentioned);
    mentioned.merge(below);
  }

  void loop(Stmt& stmt, const Frame& outer, Names& mentioned) {
    Frame test(&outer);
    test.parameters(*stmt.targets[0]);
    test.readExpr(stmt.test.get());
    test.mentions(mentioned);
    Frame frame(&outer);
    frame.parameters(*stmt.targets[0]);
    frame.parameter("loop");
    body(stmt.body, frame, stmt.hidden, mentioned);
    Frame otherwise(&outer);
    body(stmt.otherwise, otherwise, stmt.hidden_else, mentioned);
  }

  void macro(MacroDef& macro, const Frame& outer, Names& mentioned) {
    Frame frame(&outer);
    for (const std::string& name : macro.parameters) frame.parameter(name);
    for (const char* name : {"caller", "kwargs", "varargs"}) frame.parameter(name);
    for (const ExprPtr& value : macro.defaults) frame.readExpr(value.get());
    body(macro.body, frame, macro.hidden, mentioned);
  }
};

}  // namespace

void resolveFrames(Ast& ast) {
  Frame frame(nullptr);
  frame.body(ast.body);
  Names mentioned;
  Resolver().inside(ast.body, frame, mentioned);
  ast.hidden = frame.hidden(mentioned);
}

}  // namespace deepwell::jinja
