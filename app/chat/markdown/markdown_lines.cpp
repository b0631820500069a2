#include "app/chat/markdown/markdown_lines.h"

#include <algorithm>

namespace deepwell {
namespace {

bool digit(char c) { return c >= '0' && c <= '9'; }

qsizetype runOf(QByteArrayView text, char c) {
  qsizetype run = 0;
  while (run < text.size() && text[run] == c) ++run;
  return run;
}

}  // namespace

MarkdownLine MarkdownLine::of(QByteArrayView raw) {
  MarkdownLine line;
  qsizetype at = 0;
  for (; at < raw.size() && (raw[at] == ' ' || raw[at] == '\t'); ++at) line.indent += raw[at] == ' ' ? 1 : 4;
  line.text = raw.sliced(at).trimmed();
  return line;
}

qsizetype fenceRun(QByteArrayView text) {
  if (text.isEmpty() || (text[0] != '`' && text[0] != '~')) return 0;
  const qsizetype run = runOf(text, text[0]);
  if (run < 3) return 0;
  if (text[0] == '`' && text.sliced(run).contains('`')) return 0;  // an inline code span
  return run;
}

bool closesFence(QByteArrayView text, char fence, qsizetype size) {
  return text.size() >= size && runOf(text, fence) == text.size();
}

ListMarker ListMarker::of(QByteArrayView text) {
  ListMarker marker;
  if (text.isEmpty()) return marker;
  qsizetype size = 0;
  if (text[0] == '-' || text[0] == '*' || text[0] == '+') {
    size = 1;
  } else {
    while (size < text.size() && size < 9 && digit(text[size])) marker.number = marker.number * 10 + (text[size++] - '0');
    if (size == 0 || size >= text.size() || (text[size] != '.' && text[size] != ')')) return marker;
    ++size;
  }
  if (size < text.size() && text[size] != ' ' && text[size] != '\t') return marker;
  marker.kind = text[size - 1];
  marker.size = size;
  marker.empty = size == text.size();
  while (size + marker.spaces < text.size() && text[size + marker.spaces] == ' ') ++marker.spaces;
  return marker;
}

bool isRule(QByteArrayView text) {
  if (text.size() < 3 || !QByteArrayView("-*_").contains(text[0])) return false;
  qsizetype marks = 0;
  for (const char c : text) {
    if (c == text[0]) ++marks;
    else if (c != ' ' && c != '\t') return false;
  }
  return marks >= 3;
}

bool isAtxHeading(QByteArrayView text) {
  const qsizetype run = runOf(text, '#');
  return run >= 1 && run <= 6 && (run == text.size() || text[run] == ' ' || text[run] == '\t');
}

bool isSetextUnderline(QByteArrayView text) {
  return !text.isEmpty() && (text[0] == '=' || text[0] == '-') && runOf(text, text[0]) == text.size();
}

bool isTableDelimiter(QByteArrayView text) {
  return text.contains('-') && (text.contains('|') || text.contains(':')) &&
         std::all_of(text.begin(), text.end(), [](char c) { return QByteArrayView("|:- \t").contains(c); });
}

bool interruptsParagraph(const MarkdownLine& line) {
  if (line.indent > 3 || line.blank()) return false;
  return line.text[0] == '>' || fenceRun(line.text) > 0 || isAtxHeading(line.text) || isRule(line.text) ||
         ListMarker::of(line.text).interrupts();
}

// Shown now it would make the paragraph above a heading for a moment, or a dash of an item that is about to come. A row
// of a table and the opening of a fence wait until they are complete.
bool isUndecided(QByteArrayView raw) {
  const QByteArrayView line = raw.trimmed();
  if (line.startsWith('|') || line.startsWith("```") || line.startsWith("~~~")) return true;
  return std::all_of(line.begin(), line.end(), [](char c) { return QByteArrayView("-=*_+#`~|>:$\\[] \t").contains(c); });
}

}  // namespace deepwell
