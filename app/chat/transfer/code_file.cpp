#include "app/chat/transfer/code_file.h"

#include <array>
#include <string>
#include <string_view>
#include <utility>

namespace deepwell {
namespace {

constexpr qsizetype kLongestLanguage = 24;

struct Ending {
  std::string_view names;  // with spaces around each
  std::string_view ending;
};

constexpr auto kEndings = std::to_array<Ending>({
    {" c ", "c"}, {" h ", "h"}, {" cpp c++ cc cxx ", "cpp"}, {" hpp hh hxx ", "hpp"}, {" cuda cu ", "cu"}, {" ino arduino ", "ino"},
    {" glsl ", "glsl"}, {" hlsl ", "hlsl"}, {" objective-c objectivec objc m ", "m"}, {" py python python3 py3 ", "py"}, {" pyi ", "pyi"},
    {" ipynb jupyter ", "ipynb"}, {" gdscript ", "gd"}, {" js javascript node ", "js"}, {" mjs ", "mjs"}, {" jsx ", "jsx"},
    {" ts typescript ", "ts"}, {" tsx ", "tsx"}, {" qml ", "qml"}, {" vue ", "vue"}, {" svelte ", "svelte"}, {" java ", "java"},
    {" groovy gradle ", "groovy"}, {" kotlin kt kts ", "kt"}, {" swift ", "swift"}, {" rust rs ", "rs"}, {" go golang ", "go"},
    {" cs csharp c# ", "cs"}, {" scala ", "scala"}, {" dart ", "dart"}, {" zig ", "zig"}, {" d ", "d"}, {" v ", "v"},
    {" solidity sol ", "sol"}, {" php ", "php"}, {" sh bash zsh shell shellscript ksh dash ash console terminal shell-session ", "sh"},
    {" fish ", "fish"}, {" powershell ps1 pwsh ", "ps1"}, {" bat cmd dos batch ", "bat"},
    {" sql mysql postgres postgresql pgsql plsql sqlite sqlite3 tsql t-sql ", "sql"}, {" ruby rb ", "rb"}, {" perl pl ", "pl"},
    {" lua luau ", "lua"}, {" r ", "R"}, {" julia jl ", "jl"}, {" matlab octave ", "m"}, {" haskell hs ", "hs"}, {" elm ", "elm"},
    {" ocaml ml ", "ml"}, {" fsharp f# fs ", "fs"}, {" erlang erl ", "erl"}, {" elixir ex exs ", "ex"}, {" lisp commonlisp ", "lisp"},
    {" elisp emacs-lisp ", "el"}, {" scheme scm ", "scm"}, {" racket rkt ", "rkt"}, {" clojure clj ", "clj"}, {" cljs ", "cljs"},
    {" cmake ", "cmake"}, {" nix ", "nix"}, {" hcl terraform tf ", "tf"}, {" proto protobuf ", "proto"}, {" graphql gql ", "graphql"},
    {" nginx ", "conf"}, {" asm assembly nasm gas s ", "s"}, {" llvm ", "ll"}, {" pascal delphi ", "pas"}, {" ada ", "adb"},
    {" vhdl ", "vhd"}, {" verilog ", "v"}, {" systemverilog sv ", "sv"}, {" fortran f90 f95 ", "f90"}, {" vb vbnet ", "vb"},
    {" vba basic ", "bas"}, {" cobol ", "cob"}, {" html htm ", "html"}, {" xml ", "xml"}, {" svg ", "svg"}, {" css ", "css"},
    {" scss ", "scss"}, {" sass ", "sass"}, {" less ", "less"}, {" yaml yml docker-compose ansible ", "yaml"}, {" toml ", "toml"},
    {" ini cfg ", "ini"}, {" conf config ", "conf"}, {" properties ", "properties"}, {" env dotenv ", "env"}, {" desktop ", "desktop"}, {" diff patch udiff ", "diff"},
    {" md markdown mdx ", "md"}, {" json jsonc json5 ", "json"}, {" jsonl ndjson ", "jsonl"}, {" geojson ", "geojson"},
    {" tex latex ", "tex"}, {" bibtex bib ", "bib"}, {" csv ", "csv"}, {" tsv ", "tsv"}, {" dot graphviz ", "dot"}, {" mermaid ", "mmd"},
});

constexpr auto kWholeNames = std::to_array<std::pair<std::string_view, std::string_view>>({
    {" dockerfile docker containerfile ", "Dockerfile"},
    {" make makefile mk gnumake ", "Makefile"},
    {" cmakelists ", "CMakeLists.txt"},
});

QString fromAscii(std::string_view text) { return QString::fromLatin1(text.data(), static_cast<qsizetype>(text.size())); }

// " c++ ", as the tables have it.
std::string keyOf(const QString& language) {
  QStringView name = language;
  if (name.startsWith(u"language-")) name = name.sliced(9);
  while (name.startsWith(u'{') || name.startsWith(u'.')) name = name.sliced(1);
  std::string key = " ";
  for (const QChar c : name.left(kLongestLanguage)) {
    if (c == u':' || c == u'{' || c == u'}' || c == u',' || c.isSpace()) break;
    key += c.unicode() < 128 ? c.toLower().toLatin1() : '?';
  }
  return key + ' ';
}

}  // namespace

CodeFileName codeFileName(const QString& language) {
  const std::string key = keyOf(language);
  if (key.size() > 2) {
    for (const auto& [names, base] : kWholeNames)
      if (names.find(key) != std::string_view::npos) return {fromAscii(base), {}};
    for (const Ending& one : kEndings)
      if (one.names.find(key) != std::string_view::npos) return {{}, fromAscii(one.ending)};
  }
  return {{}, QStringLiteral("txt")};
}

}  // namespace deepwell
