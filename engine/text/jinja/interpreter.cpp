// The interpreter's statements.
#include "engine/text/jinja/interpreter.h"

#include <utility>

#include "engine/text/jinja/block.h"
#include "engine/text/jinja/functions.h"
#include "engine/text/jinja/macro.h"

namespace deepwell::jinja {

Interpreter::Interpreter(Runtime& rt, const std::map<std::string, Value, std::less<>>& variables) : rt_(rt) {
  auto* globals = rt_.make<Scope>(nullptr);
  for (const auto& [name, value] : variables) globals->set(rt_, name, value);
  root_ = scope_ = rt_.make<Scope>(globals);
}

std::string Interpreter::render(const Ast& ast) {
  OutBuffer buffer(rt_);
  out_ = &buffer;
  root_->set(rt_, "self", Value::object(rt_.make<TemplateReference>(*this, ast)));
  hide(rt_, *root_, ast.hidden);
  try {
    run(ast.body);
  } catch (const TemplateError& error) {
    throw TemplateError(error.what(), error.line != 0 ? error.line : rt_.line);
  }
  return buffer.take();
}

Interpreter::Flow Interpreter::run(const Body& body) {
  for (const auto& stmt : body) {
    const Flow flow = execute(*stmt);
    if (flow != Flow::kNormal) return flow;
  }
  return Flow::kNormal;
}

Interpreter::Flow Interpreter::execute(const Stmt& stmt) {
  const DepthGuard guard(rt_.budget);
  rt_.budget.spend(1);
  rt_.line = stmt.line;
  switch (stmt.kind) {
    case StmtKind::kText:
      out_->append(stmt.text);
      break;
    case StmtKind::kOutput:
      output(stmt);
      break;
    case StmtKind::kIf:
      return executeIf(stmt);
    case StmtKind::kFor:
      return executeFor(stmt);
    case StmtKind::kSet:
      assign(*stmt.targets[0], evaluate(*stmt.values[0]));
      break;
    case StmtKind::kSetBlock:
      assignBlock(stmt);
      break;
    case StmtKind::kMacro:
      scope_->set(rt_, stmt.macro->name, makeMacro(*stmt.macro));
      break;
    case StmtKind::kCallBlock:
      callBlock(stmt);
      break;
    case StmtKind::kFilterBlock:
      filterBlock(stmt);
      break;
    case StmtKind::kWith:
      with(stmt);
      break;
    case StmtKind::kScope:
      runIn(stmt.body, inner(scope_, stmt.hidden));
      break;
    case StmtKind::kBlock:
      block(stmt, stmt.scoped ? scope_ : root_);
      break;
    case StmtKind::kAutoescape:
      return autoescape(stmt);
    case StmtKind::kBreak:
      return Flow::kBreak;
    case StmtKind::kContinue:
      return Flow::kContinue;
    case StmtKind::kUnsupported:
      raise("'{}' needs another template; a chat template stands alone", stmt.text);
  }
  return Flow::kNormal;
}

void Interpreter::output(const Stmt& stmt) {
  for (const ExprPtr& expr : stmt.values) write(evaluate(*expr));
}

void Interpreter::write(const Value& value) {
  if (autoescape_) {
    out_->append(escapeValue(rt_, value).str());
  } else if (value.isString()) {
    out_->append(value.str());
  } else {
    out_->append(toStr(rt_, value));
  }
}

Interpreter::Flow Interpreter::executeIf(const Stmt& stmt) {
  for (const Branch& branch : stmt.branches) {
    if (truth(rt_, evaluate(*branch.test))) return run(branch.body);
  }
  return run(stmt.otherwise);
}

Interpreter::Flow Interpreter::executeFor(const Stmt& stmt) {
  loopOver(stmt, evaluate(*stmt.values[0]), 0);
  return Flow::kNormal;
}

// The items that the loop's `if` lets through, tested one by one as the loop asks for them.
Iter* Interpreter::filtered(const Stmt& stmt, Iter* items, Scope* outer) {
  if (!stmt.test) return items;
  return rt_.make<GenIter>([this, &stmt, items, outer](Runtime& rt, Value& out) {
    while (items->next(rt, out)) {
      Scope* previous = std::exchange(scope_, rt.make<Scope>(outer));
      assign(*stmt.targets[0], out);
      const bool passes = truth(rt, evaluate(*stmt.test));
      scope_ = previous;
      if (passes) return true;
    }
    return false;
  });
}

void Interpreter::loopOver(const Stmt& stmt, const Value& items, int depth) {
  Scope* outer = scope_;
  Loop::Recurse recurse;
  if (stmt.recursive) {
    recurse = [this, &stmt, outer](Runtime& rt, const Value& next_items, int next_depth) {
      OutBuffer buffer(rt);
      OutBuffer* previous_out = std::exchange(out_, &buffer);
      Scope* previous = std::exchange(scope_, outer);
      loopOver(stmt, next_items, next_depth);
      scope_ = previous;
      out_ = previous_out;
      return rt.text(buffer.take());
    };
  }
  Iter* iter = filtered(stmt, iterate(rt_, items), outer);
  auto* loop = rt_.make<Loop>(stmt.test ? Value::object(iter) : items, iter, depth, std::move(recurse));
  auto* scope = rt_.make<Scope>(outer);
  bool ran = false;  // an iteration to its end: as in Jinja2, one that breaks or continues does not count
  Value item;
  while (loop->advance(rt_, item)) {
    if (scope->captured()) {
      scope = rt_.make<Scope>(outer);
    } else {
      scope->clear(rt_);
    }
    scope_ = scope;
    hide(rt_, *scope, stmt.hidden);
    scope->set(rt_, "loop", Value::object(loop));
    assign(*stmt.targets[0], item);
    const Flow flow = run(stmt.body);
    scope_ = outer;
    ran = ran || flow == Flow::kNormal;
    if (flow == Flow::kBreak) break;
  }
  scope_ = outer;
  if (!ran && stmt.has_else) runIn(stmt.otherwise, inner(outer, stmt.hidden_else));
}

Interpreter::Flow Interpreter::runIn(const Body& body, Scope* scope) {
  Scope* previous = std::exchange(scope_, scope);
  const Flow flow = run(body);
  scope_ = previous;
  return flow;
}

std::string Interpreter::capture(const Body& body, Scope* scope) {
  OutBuffer buffer(rt_);
  OutBuffer* previous = std::exchange(out_, &buffer);
  runIn(body, scope);
  out_ = previous;
  return buffer.take();
}

void Interpreter::assign(const Expr& target, const Value& value) {
  if (target.kind == ExprKind::kName) {
    scope_->set(rt_, target.name, value);
    return;
  }
  if (target.kind == ExprKind::kNamespaceRef) {
    const Value* found = scope_->find(target.name);
    auto* space = found != nullptr ? found->as<Namespace>() : nullptr;
    if (space == nullptr) raise("cannot assign attribute on non-namespace object");
    space->set(rt_, target.attribute, value);
    return;
  }
  const DepthGuard guard(rt_.budget);
  const std::vector<Value> items = toVector(rt_, value);
  const size_t wanted = target.children.size();
  if (items.size() != wanted) raise("{} values cannot be unpacked into {} names", items.size(), wanted);
  for (size_t i = 0; i < wanted; ++i) assign(*target.children[i], items[i]);
}

Scope* Interpreter::inner(Scope* outer, const Hidden& hidden) {
  auto* scope = rt_.make<Scope>(outer);
  hide(rt_, *scope, hidden);
  return scope;
}

// The text of the body, through the filter, whose arguments see what the body has set.
Value Interpreter::runFiltered(const Stmt& stmt) {
  Scope* scope = inner(scope_, stmt.hidden);
  Value text = rt_.text(capture(stmt.body, scope), autoescape_);
  if (!stmt.filter) return text;
  Scope* previous = std::exchange(scope_, scope);
  text = filterText(*stmt.filter, text);
  scope_ = previous;
  return text;
}

void Interpreter::assignBlock(const Stmt& stmt) { assign(*stmt.targets[0], runFiltered(stmt)); }

void Interpreter::filterBlock(const Stmt& stmt) {
  const Value result = runFiltered(stmt);
  if (!result.isString()) raise("the filter of a filter block made '{}' of the text", typeName(result));
  write(result);
}

void Interpreter::block(const Stmt& stmt, Scope* outer) {
  if (stmt.required) raise("Required block '{}' not found", stmt.text);
  Scope* scope = inner(outer, stmt.hidden);
  scope->set(rt_, "super", Value::undefined(fmt::format("there is no parent block called '{}'.", stmt.text)));
  runIn(stmt.body, scope);
}

Value Interpreter::callBlockByName(const Stmt& stmt) {
  OutBuffer buffer(rt_);
  OutBuffer* previous = std::exchange(out_, &buffer);
  block(stmt, root_);
  out_ = previous;
  return rt_.text(buffer.take(), autoescape_);
}

void Interpreter::with(const Stmt& stmt) {
  auto* scope = inner(scope_, stmt.hidden);
  for (size_t i = 0; i < stmt.targets.size(); ++i) {
    const Value value = evaluate(*stmt.values[i]);
    Scope* previous = std::exchange(scope_, scope);
    assign(*stmt.targets[i], value);
    scope_ = previous;
  }
  runIn(stmt.body, scope);
}

Interpreter::Flow Interpreter::autoescape(const Stmt& stmt) {
  const bool wanted = truth(rt_, evaluate(*stmt.values[0]));
  const bool previous = std::exchange(autoescape_, wanted);
  const Flow flow = runIn(stmt.body, inner(scope_, stmt.hidden));
  autoescape_ = previous;
  return flow;
}

Value Interpreter::makeMacro(const MacroDef& macro) {
  scope_->capture();
  return Value::object(rt_.make<Macro>(*this, macro, scope_));
}

void Interpreter::callBlock(const Stmt& stmt) {
  const Value caller = makeMacro(*stmt.macro);
  write(evaluateCall(*stmt.values[0], &caller));
}

Value Interpreter::callMacro(const MacroDef& macro, Scope* surroundings, const Args& args) {
  auto* scope = inner(surroundings, macro.hidden);
  Scope* previous = std::exchange(scope_, scope);
  bindMacroArguments(rt_, macro, args, *scope, [this](const Expr& expr) { return evaluate(expr); });
  scope_ = previous;
  return rt_.text(capture(macro.body, scope), autoescape_);
}

}  // namespace deepwell::jinja
