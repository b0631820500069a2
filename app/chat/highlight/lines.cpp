// Formats that go line by line: settings, data, differences, markdown, TeX, shell sessions, makefiles.
#include <algorithm>

#include "app/chat/highlight/language.h"

namespace deepwell::highlight {
namespace {

constexpr size_t kNone = std::u16string_view::npos;

size_t skipBlanks(std::u16string_view line, size_t at) {
  return std::min(line.find_first_not_of(u" \t\r", at), line.size());
}

// The end of the quoted text that begins at `at`.
size_t quotedEnd(std::u16string_view line, size_t at) {
  for (size_t i = at + 1; i < line.size(); ++i) {
    if (line[i] == u'\\')
      ++i;
    else if (line[i] == line[at])
      return i + 1;
  }
  return line.size();
}

// What stands on the right of a key: strings, numbers, words such as true, comments.
void lexValue(std::u16string_view line, size_t at, std::u16string_view comments, std::vector<Run>* runs) {
  while (at < line.size()) {
    const size_t begin = at;
    const char16_t c = line[at];
    if (c == u'"' || (c == u'\'' && (at == 0 || !isWordPart(line[at - 1])))) {
      at = quotedEnd(line, at);
      addRun(runs, begin, at, Token::kString);
    } else if (comments.find(c) != kNone && (at == 0 || isBlank(line[at - 1]))) {
      addRun(runs, at, line.size(), Token::kComment);
      return;
    } else if (isDigit(c) || (c == u'-' && at + 1 < line.size() && isDigit(line[at + 1]))) {
      do ++at;
      while (at < line.size() &&
             (isWordPart(line[at]) || line[at] == u'.' ||
              ((line[at] == u'-' || line[at] == u':') && at + 1 < line.size() && isDigit(line[at + 1]))));
      addRun(runs, begin, at, Token::kNumber);
    } else if (isWordStart(c)) {
      while (at < line.size() && (isWordPart(line[at]) || line[at] == u'-')) ++at;
      const std::u16string_view word = line.substr(begin, at - begin);
      for (const std::u16string_view known : {u"true", u"false", u"null", u"yes", u"no", u"on", u"off", u"True",
                                              u"False", u"None", u"nil", u"inf", u"nan"})
        if (word == known) addRun(runs, begin, at, Token::kKeyword);
    } else {
      ++at;
    }
  }
}

// State: 0, or 1 + the indent of the block ("key: |") whose text follows.
State lexYaml(std::u16string_view line, State state, std::vector<Run>* runs) {
  size_t at = skipBlanks(line, 0);
  if (state > 0) {
    if (at == line.size() || at >= state) {
      addRun(runs, at, line.size(), Token::kString);
      return state;
    }
  }
  if (line.substr(0, 3) == u"---" || line.substr(0, 3) == u"..." || line.substr(0, 1) == u"%") {
    addRun(runs, 0, line.size(), Token::kMeta);
    return 0;
  }
  while (at + 1 < line.size() && line[at] == u'-' && isBlank(line[at + 1])) at = skipBlanks(line, at + 1);
  const size_t key = at;
  if (at < line.size() && (line[at] == u'"' || line[at] == u'\'')) at = quotedEnd(line, at);
  while (at < line.size() && line[at] != u'#' &&
         !(line[at] == u':' && (at + 1 == line.size() || isBlank(line[at + 1]))))
    ++at;
  if (at < line.size() && line[at] == u':')
    addRun(runs, key, at++, Token::kType);
  else
    at = key;
  at = skipBlanks(line, at);
  if (at < line.size() && (line[at] == u'&' || line[at] == u'*' || line[at] == u'!')) {
    const size_t end = std::min(line.find_first_of(u" \t", at), line.size());
    addRun(runs, at, end, Token::kMeta);
    at = end;
  }
  lexValue(line, at, u"#", runs);
  const size_t last = line.find_last_not_of(u" \t\r+-");
  const bool block = last != kNone && last > 0 && (line[last] == u'|' || line[last] == u'>') && isBlank(line[last - 1]);
  return block ? static_cast<State>(skipBlanks(line, 0) + 1) : 0;
}

// State: 0, or 1 and 2 inside of """ and '''.
State lexIni(std::u16string_view line, State state, std::vector<Run>* runs) {
  if (state == 1 || state == 2) {
    const size_t end = line.find(state == 1 ? u"\"\"\"" : u"'''");
    addRun(runs, 0, end == kNone ? line.size() : end + 3, Token::kString);
    return end == kNone ? state : 0;
  }
  size_t at = skipBlanks(line, 0);
  if (at == line.size()) return 0;
  if (line[at] == u'#' || line[at] == u';') {
    addRun(runs, at, line.size(), Token::kComment);
    return 0;
  }
  if (line[at] == u'[') {
    const size_t end = line.find_last_of(u']');
    addRun(runs, at, end == kNone ? line.size() : end + 1, Token::kMeta);
    return 0;
  }
  const size_t equals = line.find_first_of(u"=:", at);
  if (equals == kNone) {
    lexValue(line, at, u"#;", runs);
    return 0;
  }
  addRun(runs, at, equals, Token::kType);
  for (const State quotes : {1U, 2U}) {
    const std::u16string_view mark = quotes == 1 ? u"\"\"\"" : u"'''";
    const size_t open = line.find(mark, equals);
    if (open != kNone && line.find(mark, open + 3) == kNone) {
      addRun(runs, open, line.size(), Token::kString);
      return quotes;
    }
  }
  lexValue(line, equals + 1, u"#;", runs);
  return 0;
}

void lexDiff(std::u16string_view line, std::vector<Run>* runs) {
  const auto begins = [line](std::u16string_view text) { return line.substr(0, text.size()) == text; };
  Token token = Token::kPlain;
  if (begins(u"@@"))
    token = Token::kMeta;
  else if (begins(u"+++") || begins(u"---") || begins(u"diff ") || begins(u"index ") || begins(u"new file") ||
           begins(u"deleted file") || begins(u"rename ") || begins(u"similarity "))
    token = Token::kKeyword;
  else if (begins(u"+") || begins(u">"))
    token = Token::kInserted;
  else if (begins(u"-") || begins(u"<"))
    token = Token::kDeleted;
  if (token != Token::kPlain) addRun(runs, 0, line.size(), token);
}

// State: 1 inside of a fence.
State lexMarkdown(std::u16string_view line, State state, std::vector<Run>* runs) {
  const size_t at = skipBlanks(line, 0);
  const std::u16string_view text = line.substr(at);
  if (text.substr(0, 3) == u"```" || text.substr(0, 3) == u"~~~") {
    addRun(runs, at, line.size(), Token::kMeta);
    return state == 1 ? 0 : 1;
  }
  if (state == 1) {
    addRun(runs, 0, line.size(), Token::kString);
    return 1;
  }
  if (text.substr(0, 1) == u"#") {
    addRun(runs, at, line.size(), Token::kKeyword);
    return 0;
  }
  if (text.substr(0, 1) == u">") {
    addRun(runs, at, line.size(), Token::kComment);
    return 0;
  }
  for (size_t i = at; i < line.size();) {
    const char16_t c = line[i];
    const size_t begin = i;
    const bool pair = i + 1 < line.size() && line[i + 1] == c;
    if (i == at && (c == u'-' || c == u'*' || c == u'+') && i + 1 < line.size() && isBlank(line[i + 1])) {
      addRun(runs, begin, begin + 1, Token::kMeta);
      ++i;
    } else if (c == u'`') {
      const size_t end = line.find(u'`', i + 1);
      i = end == kNone ? line.size() : end + 1;
      addRun(runs, begin, i, Token::kString);
    } else if ((c == u'*' || c == u'_') && pair) {
      const size_t end = line.find(line.substr(i, 2), i + 2);
      i = end == kNone ? i + 2 : end + 2;
      if (end != kNone) addRun(runs, begin, i, Token::kType);
    } else if (c == u'[') {
      const size_t middle = line.find(u"](", i);
      const size_t end = middle == kNone ? kNone : line.find(u')', middle);
      i = end == kNone ? line.size() : end + 1;
      if (end != kNone)
        addRun(runs, begin, i, Token::kFunction);
      else
        i = begin + 1;
      if (middle == kNone) return 0;  // no link in the rest of the line: do not look for one again and again
    } else {
      ++i;
    }
  }
  return 0;
}

// State: 1 inside of a comment (JSON with comments).
State lexJson(std::u16string_view line, State state, std::vector<Run>* runs) {
  for (size_t at = 0; at < line.size();) {
    const size_t begin = at;
    if (state == 1 || line.substr(at, 2) == u"/*") {
      const size_t end = line.find(u"*/", state == 1 ? at : at + 2);
      at = end == kNone ? line.size() : end + 2;
      addRun(runs, begin, at, Token::kComment);
      state = end == kNone ? 1 : 0;
    } else if (line.substr(at, 2) == u"//") {
      at = line.size();
      addRun(runs, begin, at, Token::kComment);
    } else if (line[at] == u'"') {
      at = quotedEnd(line, at);
      const size_t next = skipBlanks(line, at);
      addRun(runs, begin, at, next < line.size() && line[next] == u':' ? Token::kType : Token::kString);
    } else if (isDigit(line[at]) || (line[at] == u'-' && at + 1 < line.size() && isDigit(line[at + 1]))) {
      do ++at;
      while (at < line.size() && (isWordPart(line[at]) || line[at] == u'.' || line[at] == u'+' || line[at] == u'-'));
      addRun(runs, begin, at, Token::kNumber);
    } else if (isWordStart(line[at])) {
      while (at < line.size() && isWordPart(line[at])) ++at;
      addRun(runs, begin, at, Token::kKeyword);
    } else {
      ++at;
    }
  }
  return state;
}

void lexTex(std::u16string_view line, std::vector<Run>* runs) {
  for (size_t at = 0; at < line.size();) {
    const size_t begin = at;
    if (line[at] == u'\\') {
      ++at;
      if (at < line.size() && isWordStart(line[at]))
        while (at < line.size() && isWordStart(line[at]) && line[at] != u'_') ++at;
      else if (at < line.size())
        ++at;
      const std::u16string_view name = line.substr(begin, at - begin);
      addRun(runs, begin, at, name == u"\\begin" || name == u"\\end" ? Token::kMeta : Token::kKeyword);
    } else if (line[at] == u'%') {
      at = line.size();
      addRun(runs, begin, at, Token::kComment);
    } else {
      ++at;
      if (line[begin] == u'$' || line[begin] == u'&') addRun(runs, begin, at, Token::kString);
    }
  }
}

// A line with a prompt is a command; others are what it wrote.
State lexConsole(std::u16string_view line, std::vector<Run>* runs) {
  static const Language* const kShell = languageOf(u"sh");
  const size_t first = skipBlanks(line, 0);
  size_t prompt = kNone;
  if (first + 1 < line.size() &&
      (line[first] == u'$' || line[first] == u'%' || line[first] == u'>' || line[first] == u'#') &&
      line[first + 1] == u' ') {
    prompt = first + 1;
  } else if (const size_t dollar = line.find_first_of(u"$#"); dollar != kNone && dollar + 1 < line.size() &&
                                                              line[dollar + 1] == u' ' &&
                                                              line.substr(0, dollar).find(u'@') != kNone) {
    prompt = dollar + 1;
  }
  if (prompt == kNone) return 0;
  addRun(runs, 0, prompt, Token::kMeta);
  std::vector<Run> inner;
  lexCode(*kShell, line.substr(prompt), 0, &inner);
  for (const Run& run : inner) addRun(runs, run.offset + prompt, run.offset + prompt + run.length, run.token);
  return 0;
}

void lexMake(const Language& language, std::u16string_view line, std::vector<Run>* runs) {
  const size_t colon = line.find(u':');
  if (!line.empty() && !isBlank(line[0]) && line[0] != u'#' && colon != kNone &&
      line.substr(0, colon).find_first_of(u"=$\"'#") == kNone) {
    if (colon + 1 >= line.size() || line[colon + 1] != u'=') addRun(runs, 0, colon, Token::kFunction);
  }
  for (size_t at = runs->empty() ? 0 : colon; at < line.size();) {
    const size_t begin = at;
    if (line[at] == u'#') {
      at = line.size();
      addRun(runs, begin, at, Token::kComment);
    } else if (line[at] == u'$' && at + 1 < line.size()) {
      const char16_t open = line[at + 1];
      const size_t close = open == u'(' || open == u'{' ? line.find(open == u'(' ? u')' : u'}', at) : at + 1;
      at = close == kNone ? at + 2 : close + 1;
      addRun(runs, begin, at, Token::kType);
    } else if (line[at] == u'"' || line[at] == u'\'') {
      at = quotedEnd(line, at);
      addRun(runs, begin, at, Token::kString);
    } else if (isWordStart(line[at])) {
      while (at < line.size() && isWordPart(line[at])) ++at;
      std::string word;
      for (const char16_t c : line.substr(begin, std::min<size_t>(at - begin, 20)))
        word += c < 128 ? static_cast<char>(c) : '?';
      const size_t next = skipBlanks(line, at);
      const bool variable = begin == 0 && next < line.size() && std::u16string_view(u"=:?+").find(line[next]) != kNone;
      if (language.keywords.contains(word) && skipBlanks(line, 0) == begin)
        addRun(runs, begin, at, Token::kKeyword);
      else if (variable)
        addRun(runs, begin, at, Token::kType);
    } else {
      ++at;
    }
  }
}

}  // namespace

State lexLines(const Language& language, std::u16string_view line, State state, std::vector<Run>* runs) {
  switch (language.kind) {
    case Language::kYaml:
      return lexYaml(line, state, runs);
    case Language::kIni:
      return lexIni(line, state, runs);
    case Language::kMarkdown:
      return lexMarkdown(line, state, runs);
    case Language::kJson:
      return lexJson(line, state, runs);
    case Language::kDiff:
      lexDiff(line, runs);
      return 0;
    case Language::kTex:
      lexTex(line, runs);
      return 0;
    case Language::kConsole:
      return lexConsole(line, runs);
    case Language::kMake:
      lexMake(language, line, runs);
      return 0;
    default:
      return 0;
  }
}

}  // namespace deepwell::highlight
