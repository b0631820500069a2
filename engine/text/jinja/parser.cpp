#include "engine/text/jinja/parser.h"

#include <utility>

#include "engine/text/jinja/frames.h"
#include "engine/text/jinja/template_parser.h"

namespace deepwell::jinja {
namespace {

constexpr int kMaxStatementNesting = 100;

bool mentionsLoop(const Expr& target) {
  if (target.kind == ExprKind::kName && target.name == "loop") return true;
  for (const ExprPtr& child : target.children) {
    if (mentionsLoop(*child)) return true;
  }
  return false;
}

}  // namespace

TemplateParser::TemplateParser(std::string_view source) : tokens_(tokenize(source)), expressions_(tokens_) {}

Ast TemplateParser::parse() {
  Ast ast;
  ast.body = parseBody({});
  ast.blocks = std::move(blocks_);
  resolveFrames(ast);
  return ast;
}

TemplateParser::StmtPtr TemplateParser::make(StmtKind kind, int line) {
  auto node = std::make_unique<Stmt>();
  node->kind = kind;
  node->line = line;
  return node;
}

Body TemplateParser::parseBody(Names ends) {
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

void TemplateParser::endTag() { tokens_.expectType(TokenType::kBlockEnd, "'%}'"); }

Body TemplateParser::parseBlock(Names ends) {
  tokens_.take(":");
  endTag();
  return parseBody(ends);
}

TemplateParser::StmtPtr TemplateParser::parseText() {
  StmtPtr node = make(StmtKind::kText, tokens_.line());
  node->text = tokens_.current().text;
  tokens_.skip();
  return node;
}

TemplateParser::StmtPtr TemplateParser::parseOutput() {
  StmtPtr node = make(StmtKind::kOutput, tokens_.line());
  tokens_.skip();
  node->values.push_back(expressions_.parseTuple({}));
  tokens_.expectType(TokenType::kOutputEnd, "'}}'");
  return node;
}

TemplateParser::StmtPtr TemplateParser::parseStatement() {
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

TemplateParser::StmtPtr TemplateParser::parseIf(int line) {
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

TemplateParser::StmtPtr TemplateParser::parseFor(int line) {
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

TemplateParser::StmtPtr TemplateParser::parseSet(int line) {
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

TemplateParser::StmtPtr TemplateParser::parseWith(int line) {
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

TemplateParser::StmtPtr TemplateParser::parseAutoescape(int line) {
  StmtPtr node = make(StmtKind::kAutoescape, line);
  node->values.push_back(expressions_.parseExpression());
  node->body = parseBlock({"endautoescape"});
  tokens_.skip();
  return node;
}

TemplateParser::StmtPtr TemplateParser::parsePrint(int line) {
  StmtPtr node = make(StmtKind::kOutput, line);
  while (tokens_.current().type != TokenType::kBlockEnd) {
    if (!node->values.empty()) tokens_.expect(",");
    node->values.push_back(expressions_.parseExpression());
  }
  return node;
}

TemplateParser::StmtPtr TemplateParser::parseJump(int line, bool is_break) {
  if (loops_ == 0) tokens_.fail(fmt::format("'{}' outside loop", is_break ? "break" : "continue"));
  return make(is_break ? StmtKind::kBreak : StmtKind::kContinue, line);
}

TemplateParser::StmtPtr TemplateParser::parseForeign(int line, const std::string& name) {
  StmtPtr node = make(StmtKind::kUnsupported, line);
  node->text = name;
  while (tokens_.current().type != TokenType::kBlockEnd && tokens_.current().type != TokenType::kEnd) tokens_.skip();
  return node;
}

Ast parseTemplate(std::string_view source) { return TemplateParser(source).parse(); }

}  // namespace deepwell::jinja
