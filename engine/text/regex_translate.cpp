#include "engine/text/regex_translate.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace deepwell {
namespace {

// The characters of \w and \h, as they are written in brackets. Oniguruma's \w has the numbers of Latin-1 where it
// stands alone, and no others that are not digits.
#define DEEPWELL_WORD \
  R"(\p{L}\p{M}\p{Nd}\p{Nl}\p{Pc}\x{24B6}-\x{24E9}\x{1F130}-\x{1F149}\x{1F150}-\x{1F169}\x{1F170}-\x{1F189})"
constexpr std::string_view kWordInBrackets = DEEPWELL_WORD;
constexpr std::string_view kWord = DEEPWELL_WORD R"(\xB2\xB3\xB9\xBC-\xBE)";
#undef DEEPWELL_WORD
constexpr std::string_view kHex = "0-9a-fA-F";

constexpr std::array<std::pair<std::string_view, std::string_view>, 16> kProperties = {{{"Letter", "L"},
                                                                                        {"Alpha", "Alphabetic"},
                                                                                        {"Lower", "Lowercase"},
                                                                                        {"Upper", "Uppercase"},
                                                                                        {"Uppercase_Letter", "Lu"},
                                                                                        {"Lowercase_Letter", "Ll"},
                                                                                        {"Mark", "M"},
                                                                                        {"Number", "N"},
                                                                                        {"Digit", "Nd"},
                                                                                        {"Decimal_Number", "Nd"},
                                                                                        {"Punct", "P"},
                                                                                        {"Punctuation", "P"},
                                                                                        {"Symbol", "S"},
                                                                                        {"Separator", "Z"},
                                                                                        {"Space", "White_Space"},
                                                                                        {"Other", "C"}}};

// Long names that are no scripts. PCRE2 takes a script's bare name for its extensions, which is more.
constexpr std::array<std::string_view, 17> kNoScripts = {"Any",
                                                         "Alphabetic",
                                                         "Lowercase",
                                                         "Uppercase",
                                                         "White_Space",
                                                         "Emoji",
                                                         "Emoji_Presentation",
                                                         "Math",
                                                         "Ideographic",
                                                         "ID_Start",
                                                         "ID_Continue",
                                                         "XID_Start",
                                                         "XID_Continue",
                                                         "Hex_Digit",
                                                         "ASCII_Hex_Digit",
                                                         "Cased",
                                                         "Extended_Pictographic"};

bool isScript(std::string_view name) {
  return name.size() > 2 && name.find_first_of(":=&") == std::string_view::npos &&
         std::find(kNoScripts.begin(), kNoScripts.end(), name) == kNoScripts.end();
}

class Translator {
 public:
  Translator(std::string_view regex, std::string_view where) : regex_(regex), where_(where) {}

  Result<std::string> run() {
    while (at_ < regex_.size()) DEEPWELL_TRY(step());
    return std::move(out_);
  }

 private:
  bool sees(std::string_view what) const { return regex_.substr(at_, what.size()) == what; }
  void beginAtom() { atom_ = out_.size(); }

  Status step() {
    const char c = regex_[at_];
    if (c == '\\') return escape();
    if (c == '[') return brackets();
    if (c == '{') return quantifier();
    if (c == '(') {
      groups_.push_back(out_.size());
    } else if (c == ')' && !groups_.empty()) {
      atom_ = groups_.back();
      groups_.pop_back();
    } else if (c != '?' && c != '*' && c != '+') {
      beginAtom();
    }
    out_ += regex_[at_++];
    return {};
  }

  // {n,m}; "{,m}" is "{0,m}"; a '+' after it repeats the whole, where PCRE2 would read it as possessive.
  Status quantifier() {
    size_t end = at_ + 1;
    while (end < regex_.size() && ((regex_[end] >= '0' && regex_[end] <= '9') || regex_[end] == ',')) ++end;
    if (end == at_ + 1 || end >= regex_.size() || regex_[end] != '}') {
      beginAtom();
      out_ += "\\{";
      ++at_;
      return {};
    }
    const std::string_view counts = regex_.substr(at_ + 1, end - at_ - 1);
    out_ += counts.front() == ',' ? fmt::format("{{0{}}}", counts) : fmt::format("{{{}}}", counts);
    at_ = end + 1;
    if (sees("+")) {
      out_.insert(atom_, "(?:");
      out_ += ")";
    }
    return {};
  }

  Status escape() {
    beginAtom();
    if (at_ + 1 == regex_.size()) return fail(ErrorCode::kUnsupported, "{}: a pattern ends in a backslash", where_);
    const char c = regex_[at_ + 1];
    if (c == 'p' || c == 'P') return property();
    at_ += 2;
    switch (c) {
      case 'w':
        out_ += fmt::format("[{}]", kWord);
        break;
      case 'W':
        out_ += fmt::format("[^{}]", kWord);
        break;
      case 'h':
        out_ += fmt::format("[{}]", kHex);
        break;
      case 'H':
        out_ += fmt::format("[^{}]", kHex);
        break;
      case 'b':
        out_ += fmt::format("(?:(?<=[{0}])(?![{0}])|(?<![{0}])(?=[{0}]))", kWord);
        break;
      case 'B':
        out_ += fmt::format("(?:(?<=[{0}])(?=[{0}])|(?<![{0}])(?![{0}]))", kWord);
        break;
      default:
        out_ += {'\\', c};
    }
    return {};
  }

  // \p{Name}: PCRE2 knows the short names.
  Status property() {
    const size_t close = regex_.find('}', at_);
    if (regex_.substr(at_ + 2, 1) != "{" || close == std::string_view::npos) {
      out_ += regex_.substr(at_, 2);
      at_ += 2;
      return {};
    }
    std::string_view name = regex_.substr(at_ + 3, close - at_ - 3);
    const bool negated = name.starts_with('^');
    if (negated) name.remove_prefix(1);
    std::string_view known = name;
    for (const auto& [from, to] : kProperties)
      if (name == from) known = to;
    out_ += fmt::format("\\{}{{{}{}{}}}", regex_[at_ + 1], negated ? "^" : "", isScript(known) ? "sc:" : "", known);
    at_ = close + 1;
    return {};
  }

  // [...], also [X&&[^Y]] : X without Y.
  Status brackets() {
    const size_t begin = out_.size();
    std::string set = "[";
    std::string without;
    ++at_;
    if (sees("^")) {
      set += '^';
      ++at_;
    }
    size_t depth = 0;  // of sets within the set, which are the same without their brackets
    for (bool first = true;; first = false) {
      if (at_ >= regex_.size()) return fail(ErrorCode::kUnsupported, "{}: a pattern has an open bracket", where_);
      if (sees("]") && !first && depth == 0) break;
      if (depth > 0 && sees("]")) {
        --depth;
        ++at_;
        continue;
      }
      if (sees("[") && !sees("[:") && !sees("[^") && !sees("[]")) {
        ++depth;
        ++at_;
        continue;
      }
      if (sees("&&")) {
        if (depth > 0 || !sees("&&[^") || set.starts_with("[^")) return nested();
        at_ += 2;
        std::string outer = std::exchange(out_, {});
        DEEPWELL_TRY(brackets());
        without = std::exchange(out_, std::move(outer));
        if (without.starts_with("(") || !sees("]")) return nested();
        break;
      }
      DEEPWELL_TRY(member(set));
    }
    ++at_;
    set += ']';
    // (?=[^Y]) is not met by what is in Y.
    out_ += without.empty() ? set : fmt::format("(?:(?={}){})", without, set);
    atom_ = begin;
    return {};
  }

  Failure nested() const {
    return fail(ErrorCode::kUnsupported, "{}: nested sets of characters in a pattern (\"{}\") are not supported",
                where_, regex_);
  }

  // One character, escape or class between brackets.
  Status member(std::string& set) {
    if (sees("[:")) {
      const size_t close = regex_.find(":]", at_);
      if (close == std::string_view::npos) return nested();
      set += regex_.substr(at_, close + 2 - at_);
      at_ = close + 2;
      return {};
    }
    if (sees("[")) return nested();
    if (!sees("\\") || at_ + 1 >= regex_.size()) {
      set += regex_[at_++];
      return {};
    }
    const char c = regex_[at_ + 1];
    if (c == 'p' || c == 'P') {
      std::string outer = std::exchange(out_, {});
      DEEPWELL_TRY(property());
      set += out_;
      out_ = std::move(outer);
      return {};
    }
    if (c == 'W' || c == 'H')
      return fail(ErrorCode::kUnsupported, "{}: \\{} in brackets in a pattern (\"{}\") is not supported", where_, c,
                  regex_);
    at_ += 2;
    if (c == 'w') {
      set += kWordInBrackets;
    } else if (c == 'h') {
      set += kHex;
    } else {
      set += {'\\', c};
    }
    return {};
  }

  std::string_view regex_;
  std::string_view where_;
  std::string out_;
  size_t at_ = 0;
  size_t atom_ = 0;             // where what a quantifier repeats begins, in out_
  std::vector<size_t> groups_;  // where the open groups begin, in out_
};

}  // namespace

Result<std::string> translateRegex(std::string_view regex, std::string_view where) {
  return Translator(regex, where).run();
}

}  // namespace deepwell
