// HTML and XML, with scripts and styles inside; CSS.
#include <algorithm>

#include "app/chat/highlight/language.h"

namespace deepwell::highlight {
namespace {

// States of markup: the low byte; the state of the language inside above it.
enum : State {
  kText = 0,
  kComment = 1,
  kTag = 2,
  kInDouble = 3,
  kInSingle = 4,
  kScript = 5,
  kStyle = 6,
  kScriptTag = 7,
  kStyleTag = 8
};

size_t findAnyCase(std::u16string_view line, std::u16string_view lower, size_t from) {
  const auto same = [](char16_t a, char16_t b) { return (a >= u'A' && a <= u'Z' ? a + 32 : a) == b; };
  const auto found = std::search(line.begin() + static_cast<std::ptrdiff_t>(std::min(from, line.size())), line.end(),
                                 lower.begin(), lower.end(), same);
  return found == line.end() ? std::u16string_view::npos : static_cast<size_t>(found - line.begin());
}

// Until `close` or the line's end; `then` is the state after it.
State until(std::u16string_view line, size_t* at, std::u16string_view close, State now, State then, Token token,
            size_t begin, std::vector<Run>* runs) {
  const size_t end = line.find(close, *at);
  const bool closed = end != std::u16string_view::npos;
  *at = closed ? end + close.size() : line.size();
  addRun(runs, begin, *at, token);
  return closed ? then : now;
}

// The part of a line that is a script or style, in its own language.
State inside(std::u16string_view line, size_t* at, State state, std::vector<Run>* runs) {
  const bool script = (state & 0xFFU) == kScript;
  const size_t end = std::min(findAnyCase(line, script ? u"</script" : u"</style", *at), line.size());
  static const Language* const kJavaScript = languageOf(u"js");
  std::vector<Run> inner;
  const std::u16string_view part = line.substr(*at, end - *at);
  const State next = script ? lexCode(*kJavaScript, part, state >> 8U, &inner) : lexCss(part, state >> 8U, &inner);
  for (const Run& run : inner) addRun(runs, run.offset + *at, run.offset + *at + run.length, run.token);
  *at = end;
  return end < line.size() ? State{kText} : (state & 0xFFU) | next << 8U;
}

State openTag(std::u16string_view line, size_t* at, std::vector<Run>* runs) {
  const size_t begin = *at;
  const bool closing = begin + 1 < line.size() && line[begin + 1] == u'/';
  *at += closing ? 2 : 1;
  const size_t name = *at;
  while (*at < line.size() &&
         (isWordPart(line[*at]) || line[*at] == u'-' || line[*at] == u':' || line[*at] == u'?' || line[*at] == u'!'))
    ++*at;
  addRun(runs, begin, *at, Token::kKeyword);
  const std::u16string_view text = line.substr(name, *at - name);
  if (!closing && findAnyCase(text, u"script", 0) == 0 && text.size() == 6) return kScriptTag;
  if (!closing && findAnyCase(text, u"style", 0) == 0 && text.size() == 5) return kStyleTag;
  return kTag;
}

// Attributes, up to ">".
State tag(std::u16string_view line, size_t* at, State state, std::vector<Run>* runs) {
  const char16_t c = line[*at];
  const size_t begin = *at;
  if (c == u'>' || ((c == u'/' || c == u'?') && begin + 1 < line.size() && line[begin + 1] == u'>')) {
    *at += c == u'>' ? 1 : 2;
    addRun(runs, begin, *at, Token::kKeyword);
    if (c != u'>') return kText;
    return state == kScriptTag ? kScript : state == kStyleTag ? kStyle : kText;
  }
  if (c == u'"' || c == u'\'') {
    // Of a script's tag the value ends with its line, so that what follows the tag is not forgotten.
    ++*at;
    const State open = c == u'"' ? kInDouble : kInSingle;
    return until(line, at, c == u'"' ? u"\"" : u"'", state == kTag ? open : state, state, Token::kString, begin, runs);
  }
  if (isWordStart(c) || c == u':' || c == u'@') {
    while (*at < line.size() &&
           (isWordPart(line[*at]) || std::u16string_view(u"-:.@").find(line[*at]) != std::u16string_view::npos))
      ++*at;
    addRun(runs, begin, *at, Token::kType);
    return state;
  }
  ++*at;
  return state;
}

}  // namespace

State lexMarkup(std::u16string_view line, State state, std::vector<Run>* runs) {
  for (size_t at = 0; at < line.size();) {
    switch (state & 0xFFU) {
      case kComment:
        state = until(line, &at, u"-->", kComment, kText, Token::kComment, at, runs);
        break;
      case kTag:
      case kScriptTag:
      case kStyleTag:
        state = tag(line, &at, state, runs);
        break;
      case kInDouble:
        state = until(line, &at, u"\"", kInDouble, kTag, Token::kString, at, runs);
        break;
      case kInSingle:
        state = until(line, &at, u"'", kInSingle, kTag, Token::kString, at, runs);
        break;
      case kScript:
      case kStyle:
        state = inside(line, &at, state, runs);
        break;
      default: {
        at = std::min(line.find_first_of(u"<&", at), line.size());
        if (at == line.size()) break;
        const size_t begin = at;
        if (line.substr(at, 4) == u"<!--") {
          at += 4;
          state = until(line, &at, u"-->", kComment, kText, Token::kComment, begin, runs);
        } else if (line[at] == u'<' && at + 1 < line.size() &&
                   (isWordStart(line[at + 1]) ||
                    std::u16string_view(u"/?!").find(line[at + 1]) != std::u16string_view::npos)) {
          state = openTag(line, &at, runs);
        } else {
          ++at;
          while (line[begin] == u'&' && at < line.size() && (isWordPart(line[at]) || line[at] == u'#')) ++at;
          if (at < line.size() && line[at] == u';' && line[begin] == u'&') addRun(runs, begin, ++at, Token::kNumber);
        }
      }
    }
  }
  return state;
}

// States of CSS: bit 0 inside of a comment, above it the depth of braces.
State lexCss(std::u16string_view line, State state, std::vector<Run>* runs) {
  State depth = std::min<State>(state >> 1U, 100);
  bool comment = (state & 1U) != 0;
  for (size_t at = 0; at < line.size();) {
    const size_t begin = at;
    const char16_t c = line[at];
    if (comment || line.substr(at, 2) == u"/*") {
      if (!comment) at += 2;
      comment = until(line, &at, u"*/", 1, 0, Token::kComment, begin, runs) != 0;
    } else if (line.substr(at, 2) == u"//" && (at == 0 || line[at - 1] != u':')) {
      at = line.size();
      addRun(runs, begin, at, Token::kComment);
    } else if (c == u'"' || c == u'\'') {
      ++at;
      until(line, &at, c == u'"' ? u"\"" : u"'", 0, 0, Token::kString, begin, runs);
    } else if (c == u'{' || c == u'}') {
      depth = c == u'{' ? std::min<State>(depth + 1, 100) : depth > 0 ? depth - 1 : 0;
      ++at;
    } else if (c == u'@' || c == u'$') {
      do ++at;
      while (at < line.size() && (isWordPart(line[at]) || line[at] == u'-'));
      addRun(runs, begin, at, Token::kMeta);
    } else if (isDigit(c) || (c == u'#' && depth > 0 && at + 1 < line.size() && isWordPart(line[at + 1]))) {
      do ++at;
      while (at < line.size() && (isWordPart(line[at]) || line[at] == u'.' || line[at] == u'%'));
      addRun(runs, begin, at, Token::kNumber);
    } else if (isWordStart(c) || ((c == u'.' || c == u'#' || c == u'-') && at + 1 < line.size() &&
                                  (isWordStart(line[at + 1]) || line[at + 1] == u'-'))) {
      do ++at;
      while (at < line.size() && (isWordPart(line[at]) || line[at] == u'-'));
      const size_t next = std::min(line.find_first_not_of(u" \t", at), line.size());
      const char16_t after = next < line.size() ? line[next] : u'\0';
      const bool nested =
          line.find(u'{', at) != std::u16string_view::npos && line.find(u';', at) == std::u16string_view::npos;
      if (after == u'(')
        addRun(runs, begin, at, Token::kFunction);
      else if (depth == 0 || nested)
        addRun(runs, begin, at, Token::kKeyword);
      else if (after == u':')
        addRun(runs, begin, at, Token::kType);
    } else {
      ++at;
    }
  }
  return depth << 1U | (comment ? 1U : 0U);
}

}  // namespace deepwell::highlight
