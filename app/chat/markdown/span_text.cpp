#include "app/chat/markdown/span_text.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMouseEvent>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>
#include <QTextLayout>
#include <algorithm>
#include <utility>

namespace deepwell {
namespace {

qsizetype commonLength(const QString& a, const QString& b) {
  // While text streams in, the old one is nearly always how the new one begins.
  if (b.startsWith(a)) return a.size();
  return std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first - a.begin();
}

std::u16string_view utf16(const QString& text) {
  return {reinterpret_cast<const char16_t*>(text.utf16()), static_cast<size_t>(text.size())};
}

}  // namespace

SpanText::SpanText(QObject* parent) : QObject(parent) {
  connect(this, &SpanText::styleChanged, this, &SpanText::rebuild);
  speak_.setSingleShot(true);
  speak_.setInterval(500);
  connect(&speak_, &QTimer::timeout, this, [this] {
    spoken_ = plainText();
    emit spokenChanged();
  });
}

QTextDocument* SpanText::textDocument() const { return active_ && document_ ? document_->textDocument() : nullptr; }

void SpanText::setDocument(QQuickTextDocument* document) {
  if (document == document_) return;
  document_ = document;
  rebuild();
  emit documentChanged();
}

void SpanText::setSpans(const TextSpans& spans) {
  if (spans == spans_) return;
  spans_ = spans;
  show(spans_);
  speakSoon();
  emit spansChanged();
}

void SpanText::setPlainText(const QString& text) {
  const QString clean = cleanText(text);
  setSpans(clean.isEmpty() ? TextSpans() : TextSpans{{clean, 0, {}}});
}

// The first text is there at once.
void SpanText::speakSoon() {
  if (spoken_.isEmpty()) {
    spoken_ = plainText();
    emit spokenChanged();
  } else if (!speak_.isActive()) {
    speak_.start();
  }
}

void SpanText::setLanguage(const QString& language) {
  if (language == language_) return;
  language_ = language;
  code_ = highlight::languageOf(utf16(language));
  recolour();
  emit languageChanged();
}

void SpanText::setStartState(uint state) {
  if (state == start_state_) return;
  start_state_ = state;
  recolour();
  emit languageChanged();
}

void SpanText::setTokenColors(const QList<QColor>& colors) {
  if (colors == token_colors_) return;
  token_colors_ = colors;
  recolour();
  emit tokenColorsChanged();
}

QList<SpanText::Run> SpanText::runsOf(const TextSpans& spans) const {
  QList<Run> runs;
  runs.reserve(spans.size());
  for (const TextSpan& span : spans) {
    if (!(span.flags & TextSpan::kMath)) {
      runs.append({span.text, span.flags, span.href, {}});
      continue;
    }
    const int parts = span.flags & TextSpan::kOpen ? 0 : MathObject::parts(span.text);
    if (parts == 0) runs.append({deepwell::plainText({span}), TextSpan::kCode, span.href, {}, 0, true});
    for (int part = 0; part < parts; ++part)
      runs.append({QString(QChar::ObjectReplacementCharacter), span.flags, span.href, span.text, part});
  }
  return runs;
}

QTextCharFormat SpanText::format(const Run& run) const {
  QTextCharFormat format;
  if (!run.tex.isEmpty()) format = MathObject::format(run.tex, run.part, font_);
  if (run.flags & TextSpan::kBold) format.setFontWeight(QFont::DemiBold);
  if (run.flags & TextSpan::kItalic) format.setFontItalic(true);
  if (run.flags & TextSpan::kStrike) format.setFontStrikeOut(true);
  if (run.flags & TextSpan::kCode) {
    format.setFontFamilies({code_family_});
    format.setForeground(code_color_);
    format.setBackground(code_background_);
  }
  if (!run.href.isEmpty()) {
    format.setAnchor(true);
    format.setAnchorHref(run.href);
    format.setForeground(link_color_);
    format.setFontUnderline(true);
  }
  return format;
}

void SpanText::setActive(bool active) {
  if (active == active_) return;
  active_ = active;
  if (active && parent()) parent()->installEventFilter(this);
  rebuild();
  emit activeChanged();
}

void SpanText::rebuild() {
  QTextDocument* document = textDocument();
  if (!document) return;
  document->setUndoRedoEnabled(false);
  empty(*document);
  show(spans_);
}

// Its formats go too: items are used for one text after the other, and removing text keeps what formulas and links were.
void SpanText::empty(QTextDocument& document) {
  document.clear();
  shown_.clear();
  states_.clear();
  QTextBlockFormat block;
  block.setLineHeight(line_height_ * 100, QTextBlockFormat::ProportionalHeight);
  QTextCursor(&document).setBlockFormat(block);
}

void SpanText::show(const TextSpans& spans) {
  QTextDocument* document = textDocument();
  if (!document) return;
  const QList<Run> next = runsOf(spans);
  // What stands there already, in the right format.
  qsizetype same = 0, skip = 0, length = 0;
  for (bool whole = true; whole && same < std::min(shown_.size(), next.size()) && shown_[same].sameFormat(next[same]);) {
    const qsizetype common = commonLength(shown_[same].text, next[same].text);
    whole = common == shown_[same].text.size() && common == next[same].text.size();
    length += common;
    if (whole) ++same;
    else skip = common;
  }
  if (length == 0 && !shown_.isEmpty()) empty(*document);
  const bool formulas = std::any_of(next.begin(), next.end(), [](const Run& run) { return !run.tex.isEmpty(); });
  if (formulas && !layer_) MathObject::registerAt(document);
  QTextCursor cursor(document);
  cursor.beginEditBlock();
  cursor.setPosition(static_cast<int>(length));
  const int first_line = cursor.blockNumber();
  cursor.movePosition(QTextCursor::End, QTextCursor::KeepAnchor);
  cursor.removeSelectedText();
  for (qsizetype i = same; i < next.size(); ++i) {
    cursor.insertText(next[i].text.sliced(skip), format(next[i]));
    skip = 0;
  }
  if (code_) colour(first_line);
  cursor.endEditBlock();
  shown_ = next;
  if (formulas || layer_) placeFormulas();
}

void SpanText::placeFormulas() {
  auto* edit = qobject_cast<QQuickItem*>(parent());
  if (!edit) return;
  if (!layer_) {
    layer_ = new MathLayer(edit, document_->textDocument());
    connect(layer_, &MathLayer::dropChanged, this, &SpanText::dropChanged);
  }
  QList<MathLayer::Place> places;
  int position = 0;
  for (const Run& run : std::as_const(shown_)) {
    if (!run.tex.isEmpty()) places.append({position, run.tex, run.part, run.href.isEmpty() ? QColor() : link_color_});
    position += static_cast<int>(run.text.size());
  }
  layer_->setPlaces(places);
}

// Colours of the lines from `first` on.
void SpanText::colour(int first) {
  states_.resize(first + 1);  // lines before this one, and so its state, did not change
  if (first == 0) states_[0] = start_state_;
  QTextBlock line = textDocument()->findBlockByNumber(first);
  std::vector<highlight::Run> runs;
  for (; line.isValid(); line = line.next()) {
    const QString text = line.text();
    runs.clear();
    states_.append(highlight::colourLine(*code_, utf16(text), states_.last(), &runs));
    QList<QTextLayout::FormatRange> formats;
    for (const highlight::Run& run : runs) {
      const auto token = static_cast<qsizetype>(run.token);
      if (token >= token_colors_.size()) continue;
      QTextLayout::FormatRange range;
      range.start = static_cast<int>(run.offset);
      range.length = static_cast<int>(run.length);
      range.format.setForeground(token_colors_[token]);
      formats.append(range);
    }
    if (formats != line.layout()->formats()) line.layout()->setFormats(formats);
  }
}

void SpanText::recolour() {
  QTextDocument* document = textDocument();
  if (!document || document->isEmpty()) return;
  QTextCursor cursor(document);
  cursor.beginEditBlock();
  if (code_) {
    colour(0);
  } else {
    for (QTextBlock line = document->begin(); line.isValid(); line = line.next())
      if (!line.layout()->formats().isEmpty()) line.layout()->clearFormats();
  }
  cursor.endEditBlock();
}

QString SpanText::between(int begin, int end) const {
  QTextDocument* document = textDocument();
  if (!document || end <= begin) return {};
  QTextCursor cursor(document);
  cursor.setPosition(begin);
  cursor.setPosition(end, QTextCursor::KeepAnchor);
  return withTex(cursor);
}

QString SpanText::withTex(const QTextCursor& selection) const {
  const QString selected = selection.selectedText();
  QTextCursor cursor(selection);
  QString out;
  bool given = false;  // the formula whose parts these are
  for (qsizetype i = 0; i < selected.size(); ++i) {
    const QChar c = selected[i];
    if (c != QChar::ObjectReplacementCharacter) {
      given = false;
      out += c == QChar::ParagraphSeparator || c == QChar::LineSeparator ? QChar(u'\n') : c;
      continue;
    }
    cursor.setPosition(selection.selectionStart() + static_cast<int>(i) + 1);  // a cursor has the format of the character before it
    const QTextCharFormat format = cursor.charFormat();
    if (format.objectType() != MathObject::kType) continue;
    if (!given || format.intProperty(MathObject::kPart) == 0) out += u'$' + format.stringProperty(MathObject::kTex) + u'$';
    given = true;
  }
  return out;
}

bool SpanText::copiesOtherwise(int begin, int end) const {
  QTextDocument* document = textDocument();
  if (!document || end <= begin) return false;
  QTextCursor cursor(document);
  cursor.setPosition(begin);
  cursor.setPosition(end, QTextCursor::KeepAnchor);
  return cursor.selectedText().contains(QChar::ObjectReplacementCharacter);
}

int SpanText::positionOf(int searched) const {
  qsizetype left = searched;
  return static_cast<int>(lengthOf(shown_, &left));
}

qsizetype SpanText::lengthOf(const QList<Run>& runs, qsizetype* searched) {
  qsizetype length = 0;
  for (const Run& run : runs) {
    if (*searched <= 0) break;
    const bool formula = run.source || !run.tex.isEmpty();
    const qsizetype seen = !formula ? run.text.size() : run.part == 0 ? 1 : 0;
    length += formula ? run.text.size() : std::min(*searched, seen);
    *searched -= std::min(*searched, seen);
  }
  return length;
}

void SpanText::copy(int begin, int end) const { QGuiApplication::clipboard()->setText(between(begin, end)); }

QString textAsWide(const TextSpans& spans) {
  constexpr double kDigit = 0.6;  // em, about
  QString out;
  for (const TextSpan& span : spans) {
    const math::FormulaParts parts = span.flags & TextSpan::kMath ? math::formulaParts(span.text) : math::FormulaParts();
    double width = 0;
    for (const auto& part : parts) width += part->box.width * MathObject::kLarger;
    out += parts.isEmpty() ? plainText({span}) : QString(static_cast<qsizetype>(width / kDigit) + 1, u'0');
  }
  return out;
}

bool SpanText::eventFilter(QObject* object, QEvent* event) {
  if (event->type() == QEvent::MouseButtonRelease && QGuiApplication::clipboard()->supportsSelection()) giveSelection(*object);
  // One selection at a time: where the focus moves on the mark does not stay. A menu and another window only borrow it.
  if (event->type() == QEvent::FocusOut) {
    const Qt::FocusReason reason = static_cast<QFocusEvent*>(event)->reason();
    if (reason != Qt::PopupFocusReason && reason != Qt::ActiveWindowFocusReason) QMetaObject::invokeMethod(object, "deselect");
  }
  return QObject::eventFilter(object, event);
}

// The TextEdit gives what is selected to the X11 selection itself, but without the formulas.
void SpanText::giveSelection(const QObject& edit) const {
  const int begin = edit.property("selectionStart").toInt(), end = edit.property("selectionEnd").toInt();
  if (end <= begin || !copiesOtherwise(begin, end)) return;
  const QString text = between(begin, end);
  QTimer::singleShot(0, this, [text] { QGuiApplication::clipboard()->setText(text, QClipboard::Selection); });
}

}  // namespace deepwell
