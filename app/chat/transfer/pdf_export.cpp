#include "app/chat/transfer/pdf_export.h"

#include <QAbstractTextDocumentLayout>
#include <QCoreApplication>
#include <QGuiApplication>
#include <QLocale>
#include <QPainter>
#include <QPdfWriter>
#include <QSaveFile>

#include "app/chat/transfer/pdf_document.h"

namespace deepwell {
namespace {

constexpr int kResolution = PdfDocument::kResolution;
constexpr double kMarginMm = 20;

Failure cancelled() { return fail(ErrorCode::kCancelled, "The export was cancelled."); }

void prepare(QPdfWriter& writer, const QString& title) {
  const bool letter = QLocale().measurementSystem() == QLocale::ImperialUSSystem;
  writer.setPageSize(QPageSize(letter ? QPageSize::Letter : QPageSize::A4));
  writer.setPageMargins({kMarginMm, kMarginMm, kMarginMm, kMarginMm}, QPageLayout::Millimeter);
  writer.setResolution(kResolution);
  writer.setTitle(title);
  writer.setCreator(QStringLiteral("Deepwell"));
}

// Below the text: the title at the left, "3 / 17" at the right.
void drawFoot(QPainter& painter, const QSizeF& page, const QString& title, int number, int pages) {
  QFont font = QGuiApplication::font();
  font.setPointSizeF(8);
  painter.setFont(font);
  painter.setPen(QColor(0x5f, 0x68, 0x6e));
  const double height = kMarginMm / 25.4 * kResolution / 2;
  const QRectF line(0, page.height() + height / 2, page.width(), height);
  const QString short_title = QFontMetricsF(font, painter.device()).elidedText(title, Qt::ElideRight, page.width() * 0.8);
  painter.drawText(line, Qt::AlignLeft | Qt::AlignTop, short_title);
  painter.drawText(line, Qt::AlignRight | Qt::AlignTop, QStringLiteral("%1 / %2").arg(number).arg(pages));
}

Status print(QTextDocument& document, QPdfWriter& writer, const QString& title, const std::stop_token& stop,
             const std::function<void(double)>& progress) {
  const QSizeF page = writer.pageLayout().paintRectPixels(kResolution).size();
  document.documentLayout()->setPaintDevice(&writer);
  document.setPageSize(page);
  const int pages = document.pageCount();
  QPainter painter;
  if (!painter.begin(&writer)) return fail(ErrorCode::kIo, "the page could not be drawn");
  for (int number = 0; number < pages; ++number) {
    if (stop.stop_requested()) return cancelled();
    if (number > 0) writer.newPage();
    painter.save();
    const QRectF view(0, number * page.height(), page.width(), page.height());
    painter.translate(0, -view.top());
    QAbstractTextDocumentLayout::PaintContext context;
    context.clip = view;
    context.palette.setColor(QPalette::Text, Qt::black);
    painter.setClipRect(view);
    document.documentLayout()->draw(&painter, context);
    painter.restore();
    drawFoot(painter, page, title, number + 1, pages);
    progress(0.5 + 0.5 * (number + 1) / pages);
  }
  painter.end();
  return {};
}

}  // namespace

Status writeChatPdf(ChatStore& store, ChatId chat, const QString& file, const PdfOptions& options, std::stop_token stop,
                    const std::function<void(double)>& progress) {
  DEEPWELL_ASSIGN(const Chat stored, store.chat(chat));
  DEEPWELL_ASSIGN(const std::vector<ChatMessage> messages, store.messages(chat));
  QSaveFile out(file);
  if (!out.open(QIODevice::WriteOnly))
    return fail(ErrorCode::kIo, "{}: cannot be written ({}); choose another folder", file.toStdString(), out.errorString().toStdString());
  const QString title = QString::fromStdString(stored.title);
  PdfDocument document(title);
  double done = 0;
  for (const ChatMessage& message : messages) {
    if (stop.stop_requested()) return cancelled();
    document.addMessage(message, options.thoughts);
    progress(0.4 * ++done / static_cast<double>(messages.size()));
  }
  QPdfWriter writer(&out);
  prepare(writer, title);
  DEEPWELL_TRY(print(document.document(), writer, title, stop, progress));
  if (!out.commit())
    return fail(ErrorCode::kIo, "{}: cannot be written ({}); is the disk full?", file.toStdString(), out.errorString().toStdString());
  return {};
}

}  // namespace deepwell
