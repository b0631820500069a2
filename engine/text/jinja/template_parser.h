#pragma once

#include <functional>
#include <initializer_list>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "engine/text/jinja/ast.h"
#include "engine/text/jinja/expr_parser.h"
#include "engine/text/jinja/token_stream.h"

namespace deepwell::jinja {

// The grammar of tags. Those whose body is a function of its own (macros, blocks) are in macro_parser.cpp.
class TemplateParser {
 public:
  explicit TemplateParser(std::string_view source);

  Ast parse();

 private:
  using Names = std::initializer_list<std::string_view>;
  using StmtPtr = std::unique_ptr<Stmt>;

  StmtPtr make(StmtKind kind, int line);
  // Statements up to a tag whose name is in `ends`, with that name as the current token; up to the end if it is empty.
  Body parseBody(Names ends);
  void endTag();
  // The body of a tag, and its end tag's name.
  Body parseBlock(Names ends);
  // A body in which unknown filters are errors again, and which break and continue cannot leave.
  Body parseFunctionBody(std::string_view end);
  StmtPtr parseText();
  StmtPtr parseOutput();
  StmtPtr parseStatement();
  StmtPtr parseIf(int line);
  StmtPtr parseFor(int line);
  StmtPtr parseSet(int line);
  void parseSignature(MacroDef& macro);
  void parseMacroBody(MacroDef& macro, std::string_view end);
  StmtPtr parseMacro(int line);
  StmtPtr parseCallBlock(int line);
  StmtPtr parseFilterBlock(int line);
  StmtPtr parseWith(int line);
  StmtPtr parseScope(int line);
  StmtPtr parseNamedBlock(int line);
  StmtPtr parseAutoescape(int line);
  StmtPtr parsePrint(int line);
  StmtPtr parseJump(int line, bool is_break);
  // Chat templates stand alone; these tags fail when they are reached, as in Jinja2 without a loader.
  StmtPtr parseForeign(int line, const std::string& name);

  TokenStream tokens_;
  ExprParser expressions_;
  std::map<std::string, const Stmt*, std::less<>> blocks_;
  int depth_ = 0;
  int loops_ = 0;  // around the current statement, within its macro
  int fors_ = 0;   // the same, outside its macro too
};

}  // namespace deepwell::jinja
