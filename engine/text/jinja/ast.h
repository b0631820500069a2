// The parsed template. Immutable after parsing; several threads may render it at once.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "engine/text/jinja/operators.h"
#include "engine/text/jinja/value.h"

namespace deepwell::jinja {

struct Expr;
using ExprPtr = std::unique_ptr<Expr>;

enum class ExprKind {
  kConst,         // value
  kName,          // name
  kList,          // children
  kTuple,         // children
  kDict,          // children: key, value, key, value, ...
  kAttribute,     // children[0].name
  kItem,          // children[0][children[1]]
  kSlice,         // children[0][children[1]:children[2]:children[3]], missing ones null
  kCall,          // children[0](args)
  kFilter,        // children[0] | name(args); children[0] null in filter blocks
  kTest,          // children[0] is name(args)
  kUnary,         // ops[0] children[0]
  kBinary,        // children[0] ops[0] children[1]
  kCompare,       // children[0] ops[0] children[1] ops[1] children[2] ...
  kAnd,
  kOr,
  kConcat,        // children joined with ~
  kConditional,   // children[0] if children[1] else children[2], which may be null
  kNamespaceRef,  // name.attribute, only as the target of a set
};

struct CallArgs {
  std::vector<ExprPtr> positional;
  std::vector<std::pair<std::string, ExprPtr>> keyword;
  ExprPtr star;       // *expression
  ExprPtr star_star;  // **expression
};

struct Expr {
  ExprKind kind = ExprKind::kConst;
  int line = 0;
  int depth = 1;  // levels of expressions below and including this one, bounded by the parser
  Value value;
  std::string name;
  std::string attribute;
  std::vector<ExprPtr> children;
  std::vector<Op> ops;
  CallArgs args;
};

struct Stmt;
using Body = std::vector<std::unique_ptr<Stmt>>;

// Variables that a frame (the template, a loop's body, a macro, ...) sets before it reads them, with the undefined value
// that they have until then: in Jinja2 the frames inside do not see an outer variable of that name meanwhile.
using Hidden = std::vector<std::pair<std::string, Value>>;

enum class StmtKind {
  kText,         // text
  kOutput,       // {{ values }}
  kIf,           // branches, otherwise
  kFor,          // target, values[0], test, body, otherwise
  kSet,          // target = values[0]
  kSetBlock,     // target = body, through `filter` if there is one
  kMacro,        // name, macro
  kCallBlock,    // values[0] is the call, macro its caller()
  kFilterBlock,  // filter around body
  kWith,         // targets = values, body
  kScope,        // body in a scope of its own ({% generation %})
  kBlock,        // text is the name, body sees the template's variables only, or all if `scoped`
  kAutoescape,   // values[0], body
  kBreak,
  kContinue,
  kUnsupported,  // text says what: templates that need other files
};

struct Branch {
  ExprPtr test;
  Body body;
};

struct MacroDef {
  std::string name;  // empty: a call block
  std::vector<std::string> parameters;
  std::vector<ExprPtr> defaults;  // of the last parameters
  Body body;
  Hidden hidden;
  bool uses_caller = false;
  bool uses_kwargs = false;
  bool uses_varargs = false;
};

struct Stmt {
  StmtKind kind = StmtKind::kText;
  int line = 0;
  std::string text;
  std::vector<ExprPtr> targets;
  std::vector<ExprPtr> values;
  ExprPtr test;
  ExprPtr filter;
  Body body;
  Body otherwise;
  std::vector<Branch> branches;
  bool has_else = false;
  bool recursive = false;
  bool scoped = false;
  bool required = false;
  std::unique_ptr<MacroDef> macro;
  Hidden hidden;       // of the frame of `body`
  Hidden hidden_else;  // of the frame of a loop's `otherwise`
};

struct Ast {
  Body body;
  Hidden hidden;
  std::map<std::string, const Stmt*, std::less<>> blocks;  // for self.name()
};

}  // namespace deepwell::jinja
