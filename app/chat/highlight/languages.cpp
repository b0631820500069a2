// The languages that fences name.
#include <algorithm>

#include "app/chat/highlight/language.h"

namespace deepwell::highlight {
namespace {

// Words of `text`, separated by spaces; it lives as long as the program.
std::unordered_set<std::string_view> words(std::string_view text) {
  std::unordered_set<std::string_view> out;
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find(' ', at), text.size());
    if (end > at) out.insert(text.substr(at, end - at));
    at = end + 1;
  }
  return out;
}

const StringRule kDouble{u"\"", u"\""};
const StringRule kSingle{u"'", u"'"};
const StringRule kDoubleLines{u"\"", u"\"", true, true};
const StringRule kRawSingleLines{u"'", u"'", false, true};
const StringRule kTripleDouble{u"\"\"\"", u"\"\"\"", true, true};
const StringRule kTripleSingle{u"'''", u"'''", true, true};
const StringRule kBacktick{u"`", u"`", true, true};
const StringRule kRawBacktick{u"`", u"`", false, true};

constexpr unsigned kUsual = Language::kCallsAreFunctions | Language::kCapitalsAreTypes;

struct Description {
  std::string_view names;
  unsigned flags;
  std::u16string_view line_comment, other_comment, open, close;
  std::vector<StringRule> strings;
  std::string_view keywords, types;
};

std::vector<Description> descriptions() {
  return {
      {" c h cpp c++ cc cxx hpp hh hxx cuda cu cuh ino arduino glsl hlsl comp frag vert objc objective-c objectivec m++ metal opencl cl ",
       kUsual | Language::kHashDirectives, u"//", u"", u"/*", u"*/", {{u"R\"(", u")\"", false, true}, kDouble, kSingle},
       "alignas alignof and asm auto break case catch class co_await co_return co_yield concept const consteval constexpr constinit const_cast "
       "continue decltype default delete do dynamic_cast else enum explicit export extern false final for friend goto if import inline module "
       "mutable namespace new noexcept not nullptr NULL operator or override private protected public register reinterpret_cast requires restrict return "
       "sizeof static static_assert static_cast struct switch template this thread_local throw true try typedef typeid typename union using "
       "virtual volatile while xor __global__ __device__ __shared__ __host__ layout uniform in out discard",
       "bool char char8_t char16_t char32_t double float int long short signed unsigned void wchar_t size_t ssize_t ptrdiff_t intptr_t uintptr_t "
       "int8_t int16_t int32_t int64_t uint8_t uint16_t uint32_t uint64_t string vector map set pair string_view vec2 vec3 vec4 mat3 mat4 FILE"},
      {" py python python3 py3 pyi ipython jupyter sage bzl starlark gdscript ",
       kUsual | Language::kDecorators | Language::kStringPrefixes, u"#", u"", u"", u"", {kTripleDouble, kTripleSingle, kDouble, kSingle},
       "and as assert async await break case class continue def del elif else except False finally for from global if import in is lambda match "
       "None nonlocal not or pass raise return True try while with yield self cls",
       "int float str bool bytes list dict set tuple object type complex bytearray frozenset range"},
      {" js javascript jsx mjs cjs node ts typescript tsx mts cts qml vue svelte ", kUsual | Language::kDecorators, u"//", u"", u"/*", u"*/",
       {kDouble, kSingle, kBacktick},
       "abstract any as async await break case catch class const continue debugger declare default delete do else enum export extends false finally for from "
       "function get if implements import in infer instanceof interface is keyof let namespace new null of package private protected public "
       "readonly required property return satisfies set signal static super switch this throw true try type typeof undefined unique var void while with yield",
       "string number boolean bigint symbol object never unknown Array Promise Map Set real url color alias"},
      {" java groovy gradle ", kUsual | Language::kDecorators, u"//", u"", u"/*", u"*/", {kTripleDouble, kDouble, kSingle},
       "abstract assert break case catch class const continue def default do else enum extends final finally for goto if implements import in instanceof "
       "interface native new non-sealed null package permits private protected public record return sealed static strictfp super switch synchronized "
       "this throw throws transient true false try var void volatile while yield",
       "boolean byte char double float int long short String Object Integer"},
      {" kotlin kt kts ", kUsual | Language::kDecorators | Language::kNestedComments, u"//", u"", u"/*", u"*/", {kTripleDouble, kDouble, kSingle},
       "abstract actual annotation as break by catch class companion const constructor continue crossinline data do else enum expect external false "
       "final finally for fun get if import in infix init inline inner interface internal is lateinit noinline null object open operator out override "
       "package private protected public reified return sealed set super suspend tailrec this throw true try typealias val var vararg when where while",
       "Int Long Short Byte Double Float Boolean Char String Unit Any Nothing"},
      {" swift ", kUsual | Language::kDecorators | Language::kNestedComments, u"//", u"", u"/*", u"*/", {kTripleDouble, kDouble},
       "actor any as associatedtype async await break case catch class continue default defer deinit do else enum extension fallthrough false fileprivate "
       "final for func get guard if import in indirect infix init inout internal is lazy let mutating nil nonisolated open operator override postfix "
       "private protocol public repeat required rethrows return self Self set some static struct subscript super switch throw throws true try "
       "typealias unowned var weak where while",
       "Int Double Float Bool String Character Array Dictionary Set Optional Void"},
      {" rust rs ", kUsual | Language::kLifetimes | Language::kNestedComments, u"//", u"", u"/*", u"*/",
       {{u"r##\"", u"\"##", false, true}, {u"r#\"", u"\"#", false, true}, {u"r\"", u"\"", false, true}, kDoubleLines, kSingle},
       "as async await break const continue crate dyn else enum extern false fn for if impl in let loop macro_rules match mod move mut pub ref return "
       "self Self static struct super trait true type union unsafe use where while yield",
       "bool char str i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize f32 f64"},
      {" go golang ", kUsual, u"//", u"", u"/*", u"*/", {kDouble, kSingle, kRawBacktick},
       "break case chan const continue default defer else fallthrough false for func go goto if import interface iota map nil package range return "
       "select struct switch true type var make new len cap append copy delete panic recover",
       "any bool byte comparable complex64 complex128 error float32 float64 int int8 int16 int32 int64 rune string uint uint8 uint16 uint32 uint64 uintptr"},
      {" cs csharp c# ", kUsual | Language::kHashDirectives, u"//", u"", u"/*", u"*/", {kTripleDouble, {u"@\"", u"\"", false, true}, kDouble, kSingle},
       "abstract as async await base break case catch checked class const continue default delegate do else enum event explicit extern false finally "
       "fixed for foreach get global goto if implicit in init interface internal is lock namespace new null operator out override params partial "
       "private protected public readonly record ref required return sealed set sizeof stackalloc static struct switch this throw true try typeof "
       "unchecked unsafe using value var virtual void volatile when where while with yield",
       "bool byte char decimal double dynamic float int long object sbyte short string uint ulong ushort nint nuint"},
      {" scala dart zig d v solidity sol haxe ", kUsual | Language::kDecorators, u"//", u"", u"/*", u"*/", {kTripleDouble, kTripleSingle, kDouble, kSingle},
       "abstract as assert async await break case catch class const continue contract def default defer do else enum event export extends extension external factory "
       "false final finally fn for function get given if implements implicit import in interface is late lazy let library match mixin modifier mut new "
       "null object of on operator override package part payable pragma private protected pub public required require rethrow return returns sealed set static struct "
       "super switch sync test then this throw trait true try type typedef using val var view when where while with yield",
       "bool double int num dynamic void String Int Boolean Unit address uint256 mapping u8 u32 u64 i32 i64 usize f64"},
      {" php ", kUsual | Language::kDollarVariables | Language::kAnyCase, u"//", u"#", u"/*", u"*/", {kDoubleLines, kRawSingleLines},
       "abstract and array as break callable case catch class clone const continue declare default do echo else elseif empty endfor endforeach endif "
       "endswitch endwhile enum extends false final finally fn for foreach function global goto if implements include include_once instanceof interface "
       "isset list match namespace new null or print private protected public readonly require require_once return static switch throw trait true try "
       "unset use var while xor yield php", "int float string bool void mixed never object iterable self parent"},
      {" sh bash zsh shell fish ksh dash ash shellscript envrc bashrc ", Language::kDollarVariables | Language::kCommentsAtWordStart | Language::kDashesInWords, u"#", u"", u"", u"",
       {kDoubleLines, kRawSingleLines},
       "if then else elif fi for while until do done case esac in function select return exit break continue local export readonly declare unset "
       "shift set source alias trap time eval exec test true false",
       "cd echo printf read ls cat cp mv rm mkdir rmdir touch chmod chown grep egrep sed awk find xargs sort uniq head tail wc cut tr tee curl wget tar "
       "gzip unzip ssh scp rsync git docker kubectl npm npx yarn pip pip3 python python3 node make cmake ninja gcc g++ clang go cargo apt apt-get brew "
       "dnf pacman sudo su systemctl journalctl kill ps top df du ln pwd which env date sleep jq ollama"},
      {" powershell ps1 pwsh ", Language::kDollarVariables | Language::kAnyCase | Language::kDashesInWords | Language::kCallsAreFunctions, u"#", u"", u"<#", u"#>",
       {{u"@\"", u"\"@", false, true}, {u"\"", u"\"", false}, {u"'", u"'", false}},
       "begin break catch class continue data do dynamicparam else elseif end enum exit filter finally for foreach from function if in param process "
       "return switch throw trap try until using while", "write-host write-output get-childitem get-content set-content new-item remove-item get-process"},
      {" bat cmd dos batch ", Language::kAnyCase, u"REM ", u"::", u"", u"", {{u"\"", u"\"", false}},
       "call cd copy del dir echo else endlocal exit for goto if in mkdir move not pause rem ren rmdir set setlocal start title exist do", ""},
      {" sql mysql postgres postgresql pgsql plsql sqlite sqlite3 tsql t-sql ", Language::kAnyCase | Language::kCallsAreFunctions, u"--", u"", u"/*", u"*/",
       {{u"'", u"'", false, true}, {u"\"", u"\"", false}, {u"`", u"`", false}},
       "add all alter and any as asc begin between by cascade case check column commit constraint create cross database default delete desc distinct do drop "
       "else end except exists explain false fetch for foreign from full function grant group having if in index inner insert intersect into is join "
       "key left like limit materialized natural not null offset on or order outer over partition pragma primary procedure recursive references replace "
       "restrict returning returns revoke right rollback row rows select set table then to top transaction trigger true truncate union unique update "
       "use using values view when where window with without conflict nothing ilike",
       "bigint binary blob boolean bool char character date datetime decimal double float int integer interval json jsonb numeric real serial "
       "bigserial smallint text time timestamp timestamptz tinyint uuid varchar varbinary"},
      {" ruby rb rake gemfile podfile crystal cr ", kUsual | Language::kSigilWords | Language::kDecorators, u"#", u"", u"", u"", {kDoubleLines, kSingle, kBacktick},
       "alias and begin BEGIN break case class def defined do else elsif end END ensure false for if in include extend module next nil not or private "
       "protected public raise redo require require_relative rescue retry return self super then true undef unless until when while yield puts "
       "attr_accessor attr_reader attr_writer lambda proc", ""},
      {" elixir ex exs erlang erl ", kUsual | Language::kSigilWords | Language::kDecorators, u"#", u"%", u"", u"", {kTripleDouble, kDoubleLines, kSingle},
       "after alias and case catch cond def defimpl defmacro defmodule defp defprotocol defstruct do else end false fn for if import in nil not or "
       "quote raise receive require rescue true try unless unquote use when with of begin fun module export", ""},
      {" perl pl pm raku ", Language::kDollarVariables | Language::kCallsAreFunctions, u"#", u"", u"", u"", {kDoubleLines, kRawSingleLines, kBacktick},
       "and bless chomp cmp continue die do each else elsif eq eval exit for foreach ge given goto gt if keys last le local lt my ne next no not or our "
       "package print printf push redo require return say shift sub unless until use values wantarray warn while x xor", ""},
      {" lua luau ", kUsual & ~unsigned{Language::kCapitalsAreTypes}, u"--", u"", u"--[[", u"]]", {{u"[[", u"]]", false, true}, kDouble, kSingle},
       "and break continue do else elseif end false for function goto if in local nil not or repeat return then true until while self", ""},
      {" haskell hs lhs elm purescript purs idris agda ", Language::kPrimesInWords | Language::kCapitalsAreTypes | Language::kNestedComments | Language::kLifetimes, u"--", u"", u"{-", u"-}",
       {kTripleDouble, kDouble, kSingle},
       "case class data default deriving do else exposing foreign forall if import in infix infixl infixr instance let mdo module newtype of otherwise port proc qualified "
       "rec then type where as hiding", ""},
      {" ocaml ml mli fsharp fs f# sml reason rescript ", Language::kPrimesInWords | Language::kCapitalsAreTypes | Language::kNestedComments | Language::kLifetimes, u"//", u"", u"(*", u"*)",
       {kTripleDouble, kDoubleLines, kSingle},
       "and as assert async begin class constraint do done downto else end exception external false for fun function functor if in include inherit "
       "initializer lazy let match member method module mutable namespace new not object of open or override private rec return sig struct then to true try "
       "type use val virtual when while with yield", "int float string bool unit list array option char bytes"},
      {" r rscript rmd ", Language::kCallsAreFunctions, u"#", u"", u"", u"", {kDoubleLines, kSingle, kBacktick},
       "break else FALSE for function if in Inf library NA NaN next NULL repeat require return TRUE while T F", ""},
      {" matlab octave mat ", Language::kCallsAreFunctions | Language::kTranspose, u"%", u"#", u"%{", u"%}", {{u"\"", u"\"", false}, {u"'", u"'", false}},
       "break case catch classdef continue else elseif end enumeration events for function global if methods otherwise parfor persistent properties "
       "return spmd switch try while true false endif endfor endwhile endfunction", ""},
      {" julia jl ", kUsual | Language::kDecorators | Language::kTranspose | Language::kSigilWords, u"#", u"", u"#=", u"=#", {kTripleDouble, kDouble, kSingle},
       "abstract baremodule begin break catch const continue do else elseif end export false finally for function global if import in isa let local "
       "macro module mutable nothing primitive quote return struct true try type using where while missing", ""},
      {" lisp commonlisp elisp emacs-lisp scheme scm racket rkt clojure clj cljs edn ", Language::kDashesInWords | Language::kSigilWords, u";", u"", u"#|", u"|#", {kDoubleLines},
       "and begin car case cdr cond cons def define define-syntax defmacro defn defparameter defun defvar do else false fn if lambda let let* letrec list loop nil "
       "not ns or progn quote recur require set setf setq t true unless when while", ""},
      {" cmake cmakelists ", Language::kDollarVariables | Language::kCallsAreFunctions, u"#", u"", u"#[[", u"]]", {kDoubleLines},
       "if else elseif endif foreach endforeach while endwhile function endfunction macro endmacro return break continue",
       "PUBLIC PRIVATE INTERFACE STATIC SHARED MODULE REQUIRED COMPONENTS VERSION LANGUAGES ON OFF TRUE FALSE AND OR NOT STREQUAL MATCHES DEFINED TARGET"},
      {" dockerfile docker containerfile ", Language::kDollarVariables | Language::kCommentsAtWordStart, u"#", u"", u"", u"", {kDouble, kSingle},
       "FROM AS RUN CMD LABEL MAINTAINER EXPOSE ENV ADD COPY ENTRYPOINT VOLUME USER WORKDIR ARG ONBUILD STOPSIGNAL HEALTHCHECK SHELL", ""},
      {" nix hcl terraform tf proto protobuf thrift graphql gql nginx caddyfile jsonnet bicep ", Language::kDollarVariables | Language::kDecorators, u"#", u"//", u"/*", u"*/", {kTripleDouble, kDoubleLines},
       "let in with rec inherit import if then else assert resource variable output provider module data locals terraform for_each syntax package "
       "message enum service rpc returns option repeated optional required oneof map reserved type query mutation subscription schema interface union "
       "input scalar fragment on extend implements server listen location proxy_pass root index server_name upstream true false null",
       "string int32 int64 uint32 uint64 bool bytes double float number list any Int Float String Boolean ID"},
      {" asm assembly nasm gas x86asm s armasm llvm ", Language::kAnyCase, u";", u"#", u"", u"", {kDouble, kSingle},
       "mov movzx movsx lea add sub mul imul div idiv inc dec and or xor not neg shl shr sal sar rol ror cmp test jmp je jne jz jnz jg jge jl jle ja jae "
       "jb jbe call ret push pop nop int syscall section segment global extern db dw dd dq resb resw resd resq equ ldr str bl b bx beq bne adr svc",
       "eax ebx ecx edx esi edi esp ebp rax rbx rcx rdx rsi rdi rsp rbp r8 r9 r10 r11 r12 r13 r14 r15 al ah bl bh cl ch dl dh ax bx cx dx sp lr pc x0 x1 x2"},
      {" pascal delphi ada vhdl fortran f90 f95 basic vb vbnet vba cobol verilog systemverilog sv ", Language::kAnyCase | Language::kCallsAreFunctions, u"--", u"//", u"(*", u"*)",
       {{u"\"", u"\"", false}, {u"'", u"'", false}},
       "and architecture array as assign begin by byval call case const contains dim do downto each else elseif elsif end endif endmodule entity exit "
       "false for function if implicit in initial inout input intent interface is library loop mod module next none not nothing null of on or out output "
       "package parameter port print private procedure process program public record reg repeat return select set signal sub subroutine then to true "
       "type unit until use uses var wend while wire with write always posedge negedge",
       "boolean byte char character complex double float integer long logical real single string std_logic std_logic_vector date object"},
  };
}

std::vector<Language> makeLanguages() {
  std::vector<Language> all;
  for (Description& from : descriptions()) {
    Language language;
    language.names = from.names;
    language.flags = from.flags;
    language.line_comment = from.line_comment;
    language.other_line_comment = from.other_comment;
    language.comment_open = from.open;
    language.comment_close = from.close;
    language.strings = std::move(from.strings);
    language.keywords = words(from.keywords);
    language.types = words(from.types);
    all.push_back(std::move(language));
  }
  const auto other = [&all](Language::Kind kind, std::string_view names, std::string_view keywords = {}) {
    Language language;
    language.kind = kind;
    language.names = names;
    language.keywords = words(keywords);
    all.push_back(std::move(language));
  };
  other(Language::kMarkup, " html htm xhtml xml svg xsl xsd rss atom plist xaml wsdl jsp erb handlebars hbs mustache jinja jinja2 twig ");
  other(Language::kCss, " css scss sass less stylus ");
  other(Language::kYaml, " yaml yml docker-compose ansible clang-format ");
  other(Language::kIni, " ini toml cfg conf config properties env dotenv editorconfig gitconfig desktop systemd service ");
  other(Language::kDiff, " diff patch udiff ");
  other(Language::kMarkdown, " md markdown mdx mkd ");
  other(Language::kJson, " json jsonc json5 ndjson jsonl geojson ipynb ");
  other(Language::kTex, " tex latex bibtex context ");
  other(Language::kConsole, " console terminal shell-session shellsession sh-session bash-session ");
  other(Language::kMake, " make makefile mk gnumake ", "include define endef ifdef ifndef ifeq ifneq else endif export unexport override vpath");
  return all;
}

}  // namespace

const Language* languageOf(std::u16string_view name) {
  static const std::vector<Language> all = makeLanguages();
  constexpr size_t kLongestName = 24;
  std::string key = " ";
  // "language-python", "{.python", "python:file.py", "python{1,3}" mean python.
  if (name.starts_with(u"language-")) name.remove_prefix(9);
  while (!name.empty() && (name[0] == u'{' || name[0] == u'.')) name.remove_prefix(1);
  for (const char16_t c : name.substr(0, kLongestName)) {
    if (c == u':' || c == u'{' || c == u'}' || c == u',' || c == u' ') break;
    key += c >= u'A' && c <= u'Z' ? static_cast<char>(c + 32) : c < 128 ? static_cast<char>(c) : '?';
  }
  key += ' ';
  if (key.size() < 3) return nullptr;
  for (const Language& language : all)
    if (language.names.find(key) != std::string_view::npos) return &language;
  return nullptr;
}

}  // namespace deepwell::highlight
