#include "engine/text/jinja/parser.h"

#include <algorithm>

#include "engine/text/jinja/expr_parser.h"
#include "engine/text/jinja/frames.h"
#include "engine/text/jinja/token_stream.h"

namespace deepwell::jinja {
namespace {

using StmtPtr = std::unique_ptr<Stmt>;

constexpr int kMaxStatementNesting = 100;
constexpr size_t kMaxParameters = 1000;

class Parser {
 public:
  explicit Parser(std::string_view source) : tokens_(tokenize(source)), expressions_(tokens_) {}

  Ast parse() {
    Ast ast;
    ast.body = parseBody({});
    ast.blocks = std::move(blocks_);
    resolveFrames(ast);
    return ast;
  }

 private:
  using Names = std::initializer_list<std::string_view>;

  StmtPtr make(StmtKind kind, int line) {
    auto node = std::make_unique<Stmt>();
    node->kind = kind;
    node->line = line;
    return node;
  }

  // Statements up to a tag whose name is in `ends`, with that name as the current token; up to the end if it is empty.
  Body parseBody(Names ends) {
    const NestingGuard guard(depth_, kMaxStatementNesting, tokens_);
    Body body;
    for (;;) {
      const Token& token = tokens_.current();
      if (token.type == TokenType::kEnd) {
        if (ends.size() != 0) tokens_.fail(fmt::format("Unexpected end of template, expected '{}'", *(ends.end() - 1)));
        return body;
      }
      if (token.type == TokenType::kText) {
        body.push_back(parseText());
      } else if (token.type == TokenType::kOutputBegin) {
        body.push_back(parseOutput());
      } else {
        tokens_.expectType(TokenType::kBlockBegin, "a tag");
        if (tokens_.atAnyName(ends)) return body;
        body.push_back(parseStatement());
        endTag();
      }
      expressions_.refuseUnknown();
    }
  }

  void endTag() { tokens_.expectType(TokenType::kBlockEnd, "'%}'"); }

  // The body of a tag, and its end tag's name.
  Body parseBlock(Names ends) {
    tokens_.take(":");
    endTag();
    return parseBody(ends);
  }

  // A body in which unknown filters are errors again, and which break and continue cannot leave.
  Body parseFunctionBody(std::string_view end) {
    const bool lenient = std::exchange(expressions_.lenient, false);
    const int loops = std::exchange(loops_, 0);
    Body body = parseBlock({end});
    tokens_.skip();
    expressions_.lenient = lenient;
    loops_ = loops;
    return body;
  }

  StmtPtr parseText() {
    StmtPtr node = make(StmtKind::kText, tokens_.line());
    node->text = tokens_.current().text;
    tokens_.skip();
    return node;
  }

  StmtPtr parseOutput() {
    StmtPtr node = make(StmtKind::kOutput, tokens_.line());
    tokens_.skip();
    node->values.push_back(expressions_.parseTuple({}));
    tokens_.expectType(TokenType::kOutputEnd, "'}}'");
    return node;
  }

  StmtPtr parseStatement() {
    const int line = tokens_.line();
    if (tokens_.current().type != TokenType::kName) tokens_.fail("tag name expected");
    const std::string name = tokens_.expectName();
    if (name == "if") return parseIf(line);
    if (name == "for") return parseFor(line);
    if (name == "set") return parseSet(line);
    if (name == "macro") return parseMacro(line);
    if (name == "call") return parseCallBlock(line);
    if (name == "filter") return parseFilterBlock(line);
    if (name == "with") return parseWith(line);
    if (name == "generation") return parseScope(line);
    if (name == "block") return parseNamedBlock(line);
    if (name == "autoescape") return parseAutoescape(line);
    if (name == "print") return parsePrint(line);
    if (name == "break" || name == "continue") return parseJump(line, name == "break");
    if (name == "extends" || name == "include" || name == "import" || name == "from") return parseForeign(line, name);
    tokens_.fail(fmt::format("Encountered unknown tag '{}'", name));
  }

  StmtPtr parseIf(int line) {
    StmtPtr node = make(StmtKind::kIf, line);
    const bool lenient = std::exchange(expressions_.lenient, true);
    ExprParser::TupleRules rules;
    rules.conditional = false;
    for (;;) {
      Branch branch;
      branch.test = expressions_.parseTuple(rules);
      branch.body = parseBlock({"elif", "else", "endif"});
      node->branches.push_back(std::move(branch));
      if (!tokens_.takeName("elif")) break;
    }
    if (tokens_.takeName("else")) node->otherwise = parseBlock({"endif"});
    tokens_.skip();
    expressions_.lenient = lenient;
    return node;
  }

  StmtPtr parseFor(int line) {
    StmtPtr node = make(StmtKind::kFor, line);
    node->targets.push_back(expressions_.parseTarget(false, "in"));
    if (mentionsLoop(*node->targets[0])) tokens_.fail("Can't assign to special loop variable in for-loop target");
    if (!tokens_.takeName("in")) tokens_.fail("expected 'in', got " + TokenStream::describe(tokens_.current()));
    ExprParser::TupleRules rules;
    rules.conditional = false;
    rules.end_name = "recursive";
    node->values.push_back(expressions_.parseTuple(rules));
    const bool lenient = std::exchange(expressions_.lenient, false);
    if (tokens_.takeName("if")) node->test = expressions_.parseExpression();
    node->recursive = tokens_.takeName("recursive");
    ++loops_;
    ++fors_;
    node->body = parseBlock({"endfor", "else"});
    --loops_;
    node->has_else = tokens_.takeName("else");
    if (node->has_else) node->otherwise = parseBlock({"endfor"});
    --fors_;
    tokens_.skip();
    expressions_.lenient = lenient;
    return node;
  }

  static bool mentionsLoop(const Expr& target) {
    if (target.kind == ExprKind::kName && target.name == "loop") return true;
    for (const ExprPtr& child : target.children) {
      if (mentionsLoop(*child)) return true;
    }
    return false;
  }

  StmtPtr parseSet(int line) {
    StmtPtr node = make(StmtKind::kSet, line);
    node->targets.push_back(expressions_.parseTarget(true, {}));
    if (fors_ > 0 && mentionsLoop(*node->targets[0])) tokens_.fail("Can't assign to special loop variable");
    if (tokens_.take("=")) {
      node->values.push_back(expressions_.parseTuple({}));
      return node;
    }
    node->kind = StmtKind::kSetBlock;
    if (tokens_.at("|")) node->filter = expressions_.parseFilters(nullptr, false);
    node->body = parseBlock({"endset"});
    tokens_.skip();
    return node;
  }

  void parseSignature(MacroDef& macro) {
    tokens_.expect("(");
    while (!tokens_.at(")")) {
      std::string name = tokens_.expectName();
      for (const std::string& other : macro.parameters) {
        if (other == name) tokens_.fail(fmt::format("parameter '{}' is given twice", name));
      }
      macro.parameters.push_back(std::move(name));
      if (macro.parameters.size() > kMaxParameters) tokens_.fail("a macro has too many parameters");
      if (tokens_.take("=")) {
        macro.defaults.push_back(expressions_.parseExpression());
      } else if (!macro.defaults.empty()) {
        tokens_.fail("non-default argument follows default argument");
      }
      if (!tokens_.take(",")) break;
    }
    tokens_.expect(")");
  }

  void parseMacroBody(MacroDef& macro, std::string_view end) {
    const bool caller = std::exchange(expressions_.saw_caller, false);
    const bool kwargs = std::exchange(expressions_.saw_kwargs, false);
    const bool varargs = std::exchange(expressions_.saw_varargs, false);
    macro.body = parseFunctionBody(end);
    macro.uses_caller = expressions_.saw_caller;
    macro.uses_kwargs = expressions_.saw_kwargs;
    macro.uses_varargs = expressions_.saw_varargs;
    expressions_.saw_caller |= caller;
    expressions_.saw_kwargs |= kwargs;
    expressions_.saw_varargs |= varargs;
  }

  StmtPtr parseMacro(int line) {
    StmtPtr node = make(StmtKind::kMacro, line);
    node->macro = std::make_unique<MacroDef>();
    node->macro->name = tokens_.expectName();
    parseSignature(*node->macro);
    parseMacroBody(*node->macro, "endmacro");
    return node;
  }

  StmtPtr parseCallBlock(int line) {
    StmtPtr node = make(StmtKind::kCallBlock, line);
    node->macro = std::make_unique<MacroDef>();
    if (tokens_.at("(")) parseSignature(*node->macro);
    node->values.push_back(expressions_.parseExpression());
    if (node->values[0]->kind != ExprKind::kCall) tokens_.fail("expected call");
    parseMacroBody(*node->macro, "endcall");
    return node;
  }

  StmtPtr parseFilterBlock(int line) {
    StmtPtr node = make(StmtKind::kFilterBlock, line);
    node->filter = expressions_.parseFilters(nullptr, true);
    node->body = parseBlock({"endfilter"});
    tokens_.skip();
    return node;
  }

  StmtPtr parseWith(int line) {
    StmtPtr node = make(StmtKind::kWith, line);
    while (tokens_.current().type != TokenType::kBlockEnd) {
      if (!node->targets.empty()) tokens_.expect(",");
      node->targets.push_back(expressions_.parseTarget(false, {}));
      tokens_.expect("=");
      node->values.push_back(expressions_.parseExpression());
    }
    node->body = parseBlock({"endwith"});
    tokens_.skip();
    return node;
  }

  StmtPtr parseScope(int line) {
    StmtPtr node = make(StmtKind::kScope, line);
    node->body = parseFunctionBody("endgeneration");
    return node;
  }

  StmtPtr parseNamedBlock(int line) {
    StmtPtr node = make(StmtKind::kBlock, line);
    node->text = tokens_.expectName();
    node->scoped = tokens_.takeName("scoped");
    node->required = tokens_.takeName("required");
    if (!blocks_.emplace(node->text, node.get()).second) {
      tokens_.fail(fmt::format("block '{}' defined twice", node->text));
    }
    node->body = parseFunctionBody("endblock");
    const auto is_blank = [](const auto& stmt) {
      return stmt->kind == StmtKind::kText && stmt->text.find_first_not_of(" \t\n\v\f\r") == std::string::npos;
    };
    if (node->required && !std::all_of(node->body.begin(), node->body.end(), is_blank)) {
      tokens_.fail("Required blocks can only contain comments or whitespace");
    }
    tokens_.takeName(node->text);
    return node;
  }

  StmtPtr parseAutoescape(int line) {
    StmtPtr node = make(StmtKind::kAutoescape, line);
    node->values.push_back(expressions_.parseExpression());
    node->body = parseBlock({"endautoescape"});
    tokens_.skip();
    return node;
  }

  StmtPtr parsePrint(int line) {
    StmtPtr node = make(StmtKind::kOutput, line);
    while (tokens_.current().type != TokenType::kBlockEnd) {
      if (!node->values.empty()) tokens_.expect(",");
      node->values.push_back(expressions_.parseExpression());
    }
    return node;
  }

  StmtPtr parseJump(int line, bool is_break) {
    if (loops_ == 0) tokens_.fail(fmt::format("'{}' outside loop", is_break ? "break" : "continue"));
    return make(is_break ? StmtKind::kBreak : StmtKind::kContinue, line);
  }

  // Chat templates stand alone; these tags fail when they are reached, as in Jinja2 without a loader.
  StmtPtr parseForeign(int line, const std::string& name) {
    StmtPtr node = make(StmtKind::kUnsupported, line);
    node->text = name;
    while (tokens_.current().type != TokenType::kBlockEnd && tokens_.current().type != TokenType::kEnd) tokens_.skip();
    return node;
  }

  TokenStream tokens_;
  ExprParser expressions_;
  std::map<std::string, const Stmt*, std::less<>> blocks_;
  int depth_ = 0;
  int loops_ = 0;  // around the current statement, within its macro
  int fors_ = 0;   // the same, outside its macro too
};

}  // namespace

Ast parseTemplate(std::string_view source) { return Parser(source).parse(); }

}  // namespace deepwell::jinja
