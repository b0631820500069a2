// Fills a TextEdit's document with formatted spans. The text goes in through a cursor, never as HTML, so nothing in it
// is interpreted; only the part that changed is replaced, so a selection survives streaming. Formulas are one object
// character each, painted by a layer over the text; code gets its colours line by line.
#pragma once

#include <QColor>
#include <QPointer>
#include <QQuickTextDocument>
#include <QTextCharFormat>
#include <QTextCursor>
#include <QTimer>
#include <QtQmlIntegration>

#include "app/chat/highlight/highlight.h"
#include "app/chat/markdown/block.h"
#include "app/chat/markdown/math_object.h"

namespace deepwell {

class SpanText : public QObject {
  Q_OBJECT
  QML_ELEMENT
  Q_PROPERTY(QQuickTextDocument* document READ document WRITE setDocument NOTIFY documentChanged)
  Q_PROPERTY(deepwell::TextSpans spans READ spans WRITE setSpans NOTIFY spansChanged)
  Q_PROPERTY(QString plainText READ plainText WRITE setPlainText NOTIFY spansChanged)
  // What a screen reader says: plainText, but while text streams in it is put together twice a second only.
  Q_PROPERTY(QString spoken READ spoken NOTIFY spokenChanged)
  // Of plainText that is code: as its fence names it, and the colouring's state at its beginning (highlight.h).
  Q_PROPERTY(QString language READ language WRITE setLanguage NOTIFY languageChanged)
  Q_PROPERTY(uint startState READ startState WRITE setStartState NOTIFY languageChanged)
  Q_PROPERTY(QList<QColor> tokenColors READ tokenColors WRITE setTokenColors NOTIFY tokenColorsChanged)
  Q_PROPERTY(QColor linkColor MEMBER link_color_ NOTIFY styleChanged)
  Q_PROPERTY(QColor codeColor MEMBER code_color_ NOTIFY styleChanged)
  Q_PROPERTY(QColor codeBackground MEMBER code_background_ NOTIFY styleChanged)
  Q_PROPERTY(QString codeFamily MEMBER code_family_ NOTIFY styleChanged)
  // How much lower than usual the first line's text stands, because of a tall formula: for what stands beside it.
  Q_PROPERTY(double drop READ drop NOTIFY dropChanged)
  // Until it is true nothing is shown: a TextEdit clears its document when it is complete, after its children are.
  Q_PROPERTY(bool active READ active WRITE setActive NOTIFY activeChanged)
  Q_PROPERTY(double lineHeight MEMBER line_height_ NOTIFY styleChanged)
  // The text's font: formulas take their size from it.
  Q_PROPERTY(QFont font MEMBER font_ NOTIFY styleChanged)

 public:
  explicit SpanText(QObject* parent = nullptr);

  QQuickTextDocument* document() const { return document_; }
  void setDocument(QQuickTextDocument* document);
  bool active() const { return active_; }
  void setActive(bool active);
  const TextSpans& spans() const { return spans_; }
  void setSpans(const TextSpans& spans);
  QString plainText() const { return deepwell::plainText(spans_); }
  void setPlainText(const QString& text);
  QString spoken() const { return spoken_; }
  QString language() const { return language_; }
  void setLanguage(const QString& language);
  uint startState() const { return start_state_; }
  void setStartState(uint state);
  QList<QColor> tokenColors() const { return token_colors_; }
  void setTokenColors(const QList<QColor>& colors);

  double drop() const { return layer_ ? layer_->drop() : 0; }

  // The text between two places of the document as a person wants it copied: formulas as $TeX$.
  Q_INVOKABLE virtual QString between(int begin, int end) const;
  // Whether the TextEdit's own copy of it would be another one.
  Q_INVOKABLE virtual bool copiesOtherwise(int begin, int end) const;
  Q_INVOKABLE void copy(int begin, int end) const;
  // Where in the document something stands of which a search says that so many characters are before it.
  Q_INVOKABLE virtual int positionOf(int searched) const;

 signals:
  void documentChanged();
  void spansChanged();
  void spokenChanged();
  void languageChanged();
  void tokenColorsChanged();
  void dropChanged();
  void styleChanged();
  void activeChanged();

 protected:
  bool eventFilter(QObject* object, QEvent* event) override;

  // A span as it stands in the document.
  struct Run {
    QString text;  // of a formula: one object character
    int flags = 0;
    QString href;
    QString tex;   // of a formula
    int part = 0;  // of it
    bool source = false;  // a formula that is shown as it was written
    bool sameFormat(const Run& other) const {
      return flags == other.flags && href == other.href && tex == other.tex && part == other.part;
    }
  };

  QList<Run> runsOf(const TextSpans& spans) const;
  // Takes what a search saw of the runs off `searched`; what it is in the document.
  static qsizetype lengthOf(const QList<Run>& runs, qsizetype* searched);
  QTextCharFormat format(const Run& run) const;
  QTextDocument* textDocument() const;
  QString withTex(const QTextCursor& selection) const;
  virtual void rebuild();

  QPointer<MathLayer> layer_;

 private:
  void empty(QTextDocument& document);
  void show(const TextSpans& next);
  void placeFormulas();
  void colour(int first_line);
  void recolour();
  void speakSoon();
  void giveSelection(const QObject& edit) const;

  QPointer<QQuickTextDocument> document_;
  TextSpans spans_;
  QList<Run> shown_;  // what stands in the document now
  QString spoken_;
  QTimer speak_;
  QString language_;
  const highlight::Language* code_ = nullptr;  // null: no colours
  uint start_state_ = 0;
  QList<highlight::State> states_;  // at the beginning of each line; one more than lines
  QList<QColor> token_colors_;      // by highlight::Token
  QColor link_color_, code_color_, code_background_;
  QString code_family_;
  QFont font_;
  double line_height_ = 1.0;  // of the font's
  bool active_ = false;
};

// Plain text that is about as wide, with digits for formulas: for what measures before it shows.
QString textAsWide(const TextSpans& spans);

// For views that measure before they show.
class SpanTools : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_SINGLETON

 public:
  Q_INVOKABLE QString plain(const deepwell::TextSpans& spans) const { return plainText(spans); }
  // Where `words` stand in the text, whatever their case.
  Q_INVOKABLE QList<int> placesOf(const QString& words, QString text) const {
    QList<int> places;
    if (words.contains(u' ')) text.replace(u'\n', u' ').replace(QChar::ParagraphSeparator, u' ').replace(QChar::LineSeparator, u' ');
    for (qsizetype at = text.indexOf(words, 0, Qt::CaseInsensitive); at >= 0 && !words.isEmpty() && places.size() < 200;
         at = text.indexOf(words, at + words.size(), Qt::CaseInsensitive))
      places.append(static_cast<int>(at));
    return places;
  }
  // Of a Math block: its source, and whether more of it may come.
  Q_INVOKABLE QString tex(const deepwell::TextSpans& spans) const { return spans.isEmpty() ? QString() : spans[0].text; }
  Q_INVOKABLE bool open(const deepwell::TextSpans& spans) const { return !spans.isEmpty() && (spans[0].flags & TextSpan::kOpen); }
};

}  // namespace deepwell
