// The transcript as a person uses it: long chats, following and letting go, folding, finding, selecting and copying.
#include <QClipboard>
#include <QGuiApplication>
#include <QQuickTextDocument>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTextDocument>
#include <QTextFormat>
#include <QWheelEvent>

#include "app/chat/transcript/paging.h"
#include "app/chat/transcript/rows_view.h"
#include "app/chat/transcript/transcript_finder.h"
#include "app/store/chat_store.h"
#include "tests/app/streamed_blocks.h"
#include "tests/app/window_fixture.h"

using namespace deepwell;

namespace {

// A chat of which the answer is `text`, shown.
bool ask(Window& w, const std::string& reasoning, const std::string& text) {
  w.script->queue({{Event(ReasoningDelta{reasoning, 5}), false}, {Event(TextDelta{text, 5}), false}});
  w.type(QStringLiteral("q"));
  w.key(Qt::Key_Return);
  return QTest::qWaitFor([&w] { return w.chat().messages()->count() > 0 && !w.chat().busy() && w.last().hasText(); }, 60000);
}

RowsView* viewOf(Window& w) { return qobject_cast<RowsView*>(w.find("transcriptView")); }

std::string lines(int count, const std::string& word) {
  std::string out;
  for (int i = 0; i < count; ++i) out += word + " " + std::to_string(i) + "\n\n";
  return out;
}

// A chat in the history with these answers.
qlonglong storeChat(const QTemporaryDir& dir, const std::vector<std::string>& answers) {
  const auto history = ChatStore::open(std::filesystem::path(dir.path().toStdString()) / kChatDatabaseName);
  const ChatId chat = history ? (*history)->createChat("stored").value_or(0) : 0;
  for (const std::string& answer : answers)
    if (!(*history)->appendMessage(chat, AfterLeaf(), ChatRole::kUser, "Question?") ||
        !(*history)->appendMessage(chat, AfterLeaf(), ChatRole::kAssistant, answer))
      return 0;
  return chat;
}

// Random markdown with everything that goes over lines.
QString randomMarkdown(QRandomGenerator& random) {
  static const char* const kPieces[] = {"word ", "**bold** ", "`code` ", "\n", "\n\n", "- item\n", "1. one\n", "2. two\n", "  - inner\n",
                                        "```py\nx = 1\n\ny\n```\n", "```\n", "> quote\n", "| a | b |\n|---|---|\n| 1 | 2 |\n", "| 3 | 4 |\n",
                                        "# head\n", "---\n", "===\n", "   indented\n", "~~~\n", "[link](https://x.org) ", "ü漢👩‍👩‍👧 ", "$x_1$ ",
                                        "\\[\na\n\\]\n", "$$\n", "***", "\t", "&amp; ", "* \n", "10) ten\n", "|---|\n"};
  QString out;
  for (int n = random.bounded(60); n >= 0; --n) out += QString::fromUtf8(kPieces[random.bounded(static_cast<int>(std::size(kPieces)))]);
  if (random.bounded(6) == 0) out += QString(random.bounded(9000), u'x') + u' ';
  if (random.bounded(6) == 0) out += QStringLiteral("some words of a long line. ").repeated(random.bounded(400));
  return out;
}

}  // namespace

class TestTranscript : public WindowTest {
  Q_OBJECT

 private slots:
  // However the text comes in pieces, the blocks at the end are those of the whole.
  void streamedEqualsWhole() {
    QRandomGenerator random(5);
    for (int round = 0; round < 400; ++round) {
      QString text;
      for (int i = random.bounded(4); i >= 0; --i) text += randomMarkdown(random);
      StreamedBlocks whole, streamed;
      whole.setMarkdown(text);
      const int most = 1 + random.bounded(200);
      for (qsizetype at = 0; at < text.size();) {
        qsizetype size = 1 + random.bounded(most);
        if (at + size < text.size() && text[at + size].isLowSurrogate()) ++size;
        streamed.append(text.mid(at, size));
        at += size;
      }
      streamed.finish();
      QVERIFY2(streamed.blocks() == whole.blocks(), qPrintable(QStringLiteral("round %1:\n%2").arg(round).arg(text)));
    }
  }

  // Long code, tables and paragraphs come in pages of bounded size, and together they are the source.
  void pagesLoseNothing() {
    QString code, words;
    for (int i = 0; i < 3000; ++i) code += QStringLiteral("line %1 of code\n").arg(i);
    for (int i = 0; i < 30000; ++i) words += QStringLiteral("w%1 ").arg(i);
    StreamedBlocks blocks;
    blocks.setMarkdown(QStringLiteral("```py\n") + code + QStringLiteral("```\n\n") + words.trimmed() + QStringLiteral("\n\n") +
                       QString(100000, u'x'));
    QStringList joined;
    for (const Block& block : blocks.blocks()) {
      QVERIFY2(block.extent.chars <= 2 * kPageChars, qPrintable(QString::number(block.extent.chars)));
      if (block.part == 0) joined << plainText(block.spans);
      else joined.last() += block.glue + plainText(block.spans);
    }
    QCOMPARE(joined.size(), 3);
    QCOMPARE(joined[0] + u'\n', code);
    QCOMPARE(joined[1], words.trimmed());
    QCOMPARE(joined[2], QString(100000, u'x'));

    QByteArray table = "| a | b |\n|---|---|\n";
    for (int i = 0; i < 5000; ++i) table += "| x | " + QByteArray::number(i) + " |\n";
    blocks.setMarkdown(QString::fromUtf8(table));
    int row = -1;  // the header
    for (const Block& block : blocks.blocks()) {
      QCOMPARE(block.kind, BlockKind::Table);
      QVERIFY(block.rows.size() <= 25);
      for (const TableRow& cells : block.rows)
        if (++row > 0) QCOMPARE(plainText(cells[1].spans), QString::number(row - 1));
    }
    QCOMPARE(row, 5000);
  }

  // Only what is near the viewport exists, and only the end changes while text streams in.
  void rowsAreVirtual() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    w.script->queue({{Event(TextDelta{lines(3000, "paragraph"), 5}), false}, {Event(TextDelta{"more\n\nand more", 5}), true}});
    w.type(QStringLiteral("q"));
    w.key(Qt::Key_Return);
    QTRY_VERIFY(viewOf(w));
    QTRY_VERIFY(viewOf(w)->model()->rowCount() > 3000);
    QTRY_VERIFY(viewOf(w)->distanceToEnd() < 2);
    QVERIFY2(viewOf(w)->itemCount() < 60, qPrintable(QString::number(viewOf(w)->itemCount())));
    QSignalSpy changed(viewOf(w)->model(), &QAbstractItemModel::dataChanged);
    QSignalSpy removed(viewOf(w)->model(), &QAbstractItemModel::rowsRemoved);
    const int rows = viewOf(w)->model()->rowCount();
    w.script->release();
    QTRY_VERIFY(!w.chat().busy());
    QTRY_VERIFY(viewOf(w)->model()->rowCount() > rows);
    QVERIFY(removed.isEmpty());
    for (const QList<QVariant>& signal : changed) QVERIFY(signal[0].toModelIndex().row() >= rows - 3);
  }

  // Not at the end first, because that is followed: of what fits no frame shows it elsewhere.
  void aShortChatBeginsAtTheTop() {
    QTemporaryDir dir;
    const qlonglong chat = storeChat(dir, {"words\n\n```py\nx = 1\n```\n\n\\[\\frac{a}{b}\\]\n\n| a | b |\n|---|---|\n| 1 | 2 |"});
    QVERIFY(chat > 0);
    Window w(dir.path());
    QVERIFY(w.shown());
    w.workspace->openChat(chat);
    QList<double> places;
    connect(w.window, &QQuickWindow::frameSwapped, this, [&] {
      if (const RowsView* view = viewOf(w); view && view->itemCount() > 0) places << view->contentY();
    });
    QTRY_VERIFY(w.find("tableText"));
    QVERIFY(w.paints(3));
    w.window->disconnect(this);
    QVERIFY(viewOf(w)->contentHeight() < viewOf(w)->height() - 100);
    QVERIFY(!places.isEmpty());
    for (const double place : places) QCOMPARE(place, 0);
  }

  void wheelLetsGoAndTheButtonReturns() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    QVERIFY(ask(w, "", lines(80, "paragraph")));
    QTRY_VERIFY(viewOf(w) && viewOf(w)->contentHeight() > 1500 && viewOf(w)->distanceToEnd() < 2);
    QVERIFY(viewOf(w)->follow());
    const QPointF at = viewOf(w)->mapToScene(QPointF(300, 200));
    QWheelEvent up(at, w.window->mapToGlobal(at), {}, QPoint(0, 120), Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
    QGuiApplication::sendEvent(w.window, &up);
    QVERIFY(!viewOf(w)->follow());
    QTRY_VERIFY(viewOf(w)->distanceToEnd() > 50);
    QTRY_VERIFY(w.find("jumpToLatest"));
    QVERIFY(w.click("jumpToLatest"));
    QTRY_VERIFY(viewOf(w)->distanceToEnd() < 2);
    QVERIFY(viewOf(w)->follow());
    viewOf(w)->forceActiveFocus();
    w.key(Qt::Key_PageUp);
    QVERIFY(!viewOf(w)->follow());
  }

  // The header that is clicked stays where it is, also at the very end of the chat.
  void foldingKeepsTheHeader() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    QVERIFY(ask(w, "", lines(60, "before")));
    QVERIFY(ask(w, lines(120, "thought"), "short answer"));
    QTRY_VERIFY(viewOf(w) && viewOf(w)->distanceToEnd() < 2);
    const auto headerY = [&w] { return w.find("thinkingHeader") ? w.find("thinkingHeader")->mapToScene(QPointF()).y() : -1; };
    QTRY_VERIFY(headerY() > 0);
    for (int i = 0; i < 4; ++i) {
      const qreal before = headerY();
      QVERIFY(w.click("thinkingHeader"));
      viewOf(w)->layoutNow();
      QCOMPARE(headerY(), before);
      QCOMPARE(w.last().thinkingOpen(), i % 2 == 0);
    }
    // From the bottom: the answer stays.
    QVERIFY(w.click("thinkingHeader"));
    viewOf(w)->jumpToEnd();
    QTRY_VERIFY(w.find("foldThoughts"));
    QTRY_VERIFY(viewOf(w)->distanceToEnd() < 1);
    QVERIFY(w.click("foldThoughts"));
    viewOf(w)->layoutNow();
    QVERIFY(!w.last().thinkingOpen());
    QVERIFY(qAbs(viewOf(w)->distanceToEnd()) < 1);
  }

  // Time and tokens in words; what is not known is not made up.
  void thoughtsAreSummedUp() {
    QTemporaryDir dir;
    const Window w(dir.path());  // with the words of its language
    const auto words = [](double seconds, int tokens) {
      ChatMessage message;
      message.role = ChatRole::kAssistant;
      message.reasoning = "hm";
      message.state = MessageState::kFinished;
      message.generation.reasoning_seconds = seconds;
      message.generation.reasoning_tokens = tokens;
      return MessageItem(message).thinkingSummary();
    };
    QCOMPARE(words(0, 0), QStringLiteral("Thoughts"));
    QCOMPARE(words(0.03, 1), QStringLiteral("Thought for less than a second · 1 token"));
    QCOMPARE(words(2, 21), QStringLiteral("Thought for 2.0 s · 21 tokens · 10.0 tokens/s"));
    QCOMPARE(words(251.7, 0), QStringLiteral("Thought for 4 min 12 s"));
  }

  void thinkingFollowsThePreference() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    w.preferences().setThinkingDisplay(QStringLiteral("open"));
    QVERIFY(ask(w, "some thoughts", "answer"));
    QVERIFY(w.last().thinkingOpen());
    QTRY_VERIFY(w.find("thinkingBody"));
    w.preferences().setThinkingDisplay(QStringLiteral("folded"));
    QTRY_VERIFY(!w.find("thinkingBody"));
    QVERIFY(w.click("thinkingHeader"));  // the click wins
    QTRY_VERIFY(w.find("thinkingBody"));
    w.preferences().setThinkingDisplay(QStringLiteral("auto"));
    QVERIFY(w.last().thinkingOpen());
  }

  // Ctrl+F: count, next and previous, over answers and folded thoughts.
  void findsInTheChat() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    QVERIFY(ask(w, "The Needle is in a thought.", lines(200, "hay") + "one needle\n\n" + lines(200, "hay")));
    w.key(Qt::Key_F, Qt::ControlModifier);
    QTRY_VERIFY(w.find("findBar"));
    w.type(QStringLiteral("needle"));
    QTRY_COMPARE(w.textOf("findCount"), QStringLiteral("2 found"));
    w.key(Qt::Key_Return);
    QTRY_COMPARE(w.textOf("findCount"), QStringLiteral("1 of 2"));
    QTRY_VERIFY(w.find("thinkingText"));
    QCOMPARE(w.find("thinkingText")->property("selectedText").toString(), QStringLiteral("Needle"));
    w.key(Qt::Key_Return);
    QTRY_COMPARE(w.textOf("findCount"), QStringLiteral("2 of 2"));
    QTRY_VERIFY(w.find("blockText"));
    w.window->resize(420, 720);
    QTRY_VERIFY(w.find("findBar")->mapToScene(QPointF()).x() >= 8);
    QTRY_VERIFY(w.find("findClose")->mapToScene(QPointF(30, 0)).x() <= 420);
    w.key(Qt::Key_Escape);
    QTRY_VERIFY(!w.find("findBar"));
    for (const QQuickItem* text : viewOf(w)->findChildren<QQuickItem*>(QStringLiteral("blockText")))
      QCOMPARE(text->property("selectedText").toString(), QString());
  }

  // What was marked is gone with its row by the time that the next hit is wanted.
  void findsOnAfterScrollingAway() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    w.window->resize(1000, 2400);  // more rows than are kept for others
    QVERIFY(ask(w, "", "the first needle\n\n" + lines(400, "hay") + "the last needle"));
    w.key(Qt::Key_F, Qt::ControlModifier);
    QTRY_VERIFY(w.find("findBar"));
    w.type(QStringLiteral("needle"));
    QTRY_COMPARE(w.textOf("findCount"), QStringLiteral("2 found"));
    for (const char* place : {"1 of 2", "2 of 2", "1 of 2", "2 of 2"}) {
      w.key(Qt::Key_Return);
      QTRY_COMPARE(w.textOf("findCount"), QLatin1String(place));
      const auto marked = [&w] {
        const QList<QQuickItem*> texts = viewOf(w)->findChildren<QQuickItem*>(QStringLiteral("blockText"));
        return std::any_of(texts.begin(), texts.end(), [](const QQuickItem* text) {
          return text->isVisible() && text->property("selectedText").toString() == QStringLiteral("needle");
        });
      };
      QTRY_VERIFY(marked());
      const double y = viewOf(w)->contentY();
      viewOf(w)->jumpToStart();
      QVERIFY(w.paints(2));
      if (y == 0) viewOf(w)->jumpToEnd();
      QVERIFY(w.paints(2));
    }
  }

  // Words that begin on one page of a thought or a paragraph and end on the next, over a line break, and in a cell.
  void findsAcrossPagesAndInTables() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    std::string page;
    while (page.size() + 7 < static_cast<size_t>(kPageChars)) page += page.size() % 2 == 0 ? "a" : " ";
    const std::string crossing = page + "needle thread " + page;
    QCOMPARE(pageEnd(QString::fromStdString(crossing), 0), qsizetype(page.size() + 7));
    QVERIFY(ask(w, crossing, crossing + crossing + crossing + "\n\na needle\nthread\n\n| $x$ a | needle thread |\n|---|---|\n| $\\nosuch$ | b needle thread |\n"));
    w.key(Qt::Key_F, Qt::ControlModifier);
    QTRY_VERIFY(w.find("findBar"));
    w.type(QStringLiteral("needle thread"));
    QTRY_COMPARE(w.textOf("findCount"), QStringLiteral("7 found"));
    for (int hit = 1; hit <= 7; ++hit) {
      w.key(Qt::Key_Return);
      QTRY_COMPARE(w.textOf("findCount"), QStringLiteral("%1 of 7").arg(hit));
      viewOf(w)->layoutNow();
      QString marked;
      double top = 1e9;
      for (const char* name : {"thinkingText", "blockText", "tableText"})
        for (QQuickItem* text : viewOf(w)->findChildren<QQuickItem*>(QLatin1String(name)))
          if (text->isVisible() && !text->property("selectedText").toString().isEmpty()) {
            marked += text->property("selectedText").toString();
            QRectF place;
            QMetaObject::invokeMethod(text, "positionToRectangle", Q_RETURN_ARG(QRectF, place), Q_ARG(int, text->property("selectionStart").toInt()));
            top = std::min(top, text->mapToItem(viewOf(w), place.topLeft()).y());
          }
      marked.replace(QChar::ParagraphSeparator, u' ').replace(QChar::LineSeparator, u' ').replace(u'\n', u' ');
      QVERIFY2(marked == QStringLiteral("needle thread") || marked == QStringLiteral("needlethread"), qPrintable(QString::number(hit) + marked));
      QVERIFY2(top >= 0 && top < viewOf(w)->height() - 20, qPrintable(QString::number(top)));  // it is on screen
    }
  }

  // The search of one answer's thoughts: its control can be seen and reached, and it finds nothing else until it is widened.
  void searchesInsideThoughts() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    QVERIFY(ask(w, "a needle", "another needle"));
    QVERIFY(ask(w, lines(300, "thought") + "the needle here", "needle, needle"));
    QTRY_VERIFY(w.find("searchThoughts"));
    viewOf(w)->forceActiveFocus();
    for (int i = 0; i < 40 && w.window->activeFocusItem()->objectName() != QLatin1String("searchThoughts"); ++i) w.key(Qt::Key_Tab);
    QCOMPARE(w.window->activeFocusItem()->objectName(), QStringLiteral("searchThoughts"));
    QVERIFY(w.clickLowest("searchThoughts"));
    QTRY_VERIFY(w.find("findField") && w.find("findField")->hasActiveFocus());
    w.type(QStringLiteral("needle"));
    QTRY_COMPARE(w.textOf("findCount"), QStringLiteral("1 found"));
    w.key(Qt::Key_Return);
    QTRY_COMPARE(w.textOf("findCount"), QStringLiteral("1 of 1"));
    QTRY_VERIFY(w.last().thinkingOpen());
    QVERIFY(w.click("findEverywhere"));
    QTRY_COMPARE(w.textOf("findCount"), QStringLiteral("5 found"));
    QVERIFY(!w.find("findEverywhere"));
    w.key(Qt::Key_Escape);
    QTRY_VERIFY(!w.find("findBar"));
    QVERIFY(viewOf(w)->hasActiveFocus());
    w.key(Qt::Key_F, Qt::ControlModifier);
    w.type(QStringLiteral("needle"));
    QTRY_COMPARE(w.textOf("findCount"), QStringLiteral("5 found"));
  }

  // Items are used for one text after the other: their documents do not keep the formats of what they showed before.
  void documentsKeepNoOldFormats() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    for (int chat = 0; chat < 6; ++chat) {
      std::vector<Script::Step> steps;
      for (int row = 0; row < 60; ++row) {
        const std::string number = std::to_string(chat * 100 + row);
        steps.push_back({Event(TextDelta{row == 0 ? "a [link](https://x.org/" + number + ")\n\n| a | b |\n|---|---|\n" : "", 1}), false});
        steps.push_back({Event(TextDelta{"| $x_{" + number + "}$ | [b](https://x.org/" + number + ") |\n", 1}), true});
      }
      w.script->queue(std::move(steps));
      w.workspace->newChat();
      QVERIFY(w.chat().send(QStringLiteral("q")));
      for (int row = 0; row < 60; ++row) {
        w.script->release();
        QTRY_VERIFY(w.last().text().contains(QStringLiteral("x_{%1}").arg(chat * 100 + row)));
        viewOf(w)->layoutNow();
      }
      QTRY_VERIFY(!w.chat().busy());
    }
    viewOf(w)->layoutNow();
    int documents = 0;
    for (const char* name : {"blockText", "tableText"})
      for (QQuickItem* text : viewOf(w)->findChildren<QQuickItem*>(QLatin1String(name))) {
        auto* document = text->property("textDocument").value<QQuickTextDocument*>()->textDocument();
        const auto most = 200 + 5 * document->characterCount();
        QVERIFY2(document->allFormats().size() < most, qPrintable(QStringLiteral("%1 of %2").arg(document->allFormats().size()).arg(most)));
        ++documents;
      }
    QVERIFY(documents > 0);
  }

  // A very large message and a long chat are looked through without being kept parsed; what was found is shown.
  void findsInALargeMessageAndALongChat() {
    QTemporaryDir dir;
    std::string large = lines(120000, "some hay of the barn");
    large.insert(large.size() / 3, "\n\na **nee**dle after $x^2$ and a needle\n\n");
    large += "the last needle";
    std::vector<std::string> answers(300, "# hay\n\nnothing but hay\n");
    answers[40] = large;
    answers[290] = "| a | b |\n|---|---|\n| 1 | needle |\n";
    const qlonglong chat = storeChat(dir, answers);
    Window w(dir.path());
    QVERIFY(w.shown());
    w.workspace->openChat(chat);
    QTRY_COMPARE(w.chat().messages()->count(), 600);
    w.key(Qt::Key_F, Qt::ControlModifier);
    QTRY_VERIFY(w.find("findBar"));
    w.type(QStringLiteral("Need"));
    w.type(QStringLiteral("LE"));  // while the shorter one is being looked for
    QTRY_COMPARE_WITH_TIMEOUT(w.textOf("findCount"), QStringLiteral("4 found"), 60000);
    int parsed = 0;
    for (int row = 1; row < 600; row += 2) parsed += w.chat().messages()->at(row)->parsing() == MessageItem::Parsing::kNone ? 0 : 1;
    QVERIFY2(parsed < 60, qPrintable(QString::number(parsed)));
    QCOMPARE(w.chat().messages()->at(81)->parsing(), MessageItem::Parsing::kNone);
    const auto marked = [&w] {
      const QList<QQuickItem*> texts = viewOf(w)->findChildren<QQuickItem*>(QStringLiteral("blockText"));
      return std::any_of(texts.begin(), texts.end(), [](const QQuickItem* text) {
        return text->isVisible() && text->property("selectedText").toString() == QStringLiteral("needle");
      });
    };
    for (const int number : {1, 2, 3}) {
      w.key(Qt::Key_Return);
      QTRY_COMPARE(w.textOf("findCount"), QStringLiteral("%1 of 4").arg(number));
      QTRY_VERIFY_WITH_TIMEOUT(marked(), 60000);
    }
    w.type(QStringLiteral("ss"));
    QTRY_COMPARE_WITH_TIMEOUT(w.textOf("findCount"), QStringLiteral("Not found"), 60000);
    w.workspace->newChat();
    QTRY_VERIFY(!w.find("findBar"));
  }

  // What streams in while the find bar is open is found too; what is deleted is not found any more.
  void findsWhatStreamsIn() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    QVERIFY(ask(w, "", "one needle"));
    w.key(Qt::Key_F, Qt::ControlModifier);
    QTRY_VERIFY(w.find("findBar"));
    w.type(QStringLiteral("needle"));
    QTRY_COMPARE(w.textOf("findCount"), QStringLiteral("1 found"));
    w.script->queue({{Event(ReasoningDelta{"a needle", 5}), false}, {Event(TextDelta{"needle, needle", 5}), false}});
    QVERIFY(w.chat().send(QStringLiteral("needle?")));
    QTRY_COMPARE(w.textOf("findCount"), QStringLiteral("5 found"));
    w.chat().remove(w.chat().messages()->at(2));
    QTRY_COMPARE(w.textOf("findCount"), QStringLiteral("1 found"));
  }

  // What was to be shown in a chat that is left is not shown when somebody comes back to it.
  void forgetsAHitOfAChatThatWasLeft() {
    QTemporaryDir dir;
    const qlonglong one = storeChat(dir, {"a needle"}), other = storeChat(dir, {"a needle"});
    Window w(dir.path());
    QVERIFY(w.shown());
    w.workspace->openChat(one);
    QTRY_COMPARE(w.chat().messages()->count(), 2);
    const MessageId here = w.last().id();
    auto* finder = w.find("transcript")->findChild<TranscriptFinder*>();
    QVERIFY(finder);
    QSignalSpy shown(finder, &TranscriptFinder::showRequested);
    finder->showHit(here + 2, false, QStringLiteral("needle"));  // of the other chat
    w.workspace->newChat();
    w.workspace->openChat(other);
    QTRY_COMPARE(w.chat().messages()->count(), 2);
    QCOMPARE(w.last().id(), here + 2);
    w.workspace->openHit(one, here, false, QStringLiteral("needle"));
    QTRY_COMPARE(shown.size(), 1);  // the one that was asked for in this chat
    QCOMPARE(shown[0][2].toInt(), 6);
  }

  // The bar beside a quote of several blocks has no gaps; another quote has its own.
  void quotesHaveOneBar() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    QVERIFY(ask(w, "", "> one\n>\n> > two\n>\n> ```\n> three\n> ```\n\nbetween\n\n> four"));
    QList<int> before;
    for (int row = 0; row < viewOf(w)->model()->rowCount(); ++row)
      if (viewOf(w)->model()->data(viewOf(w)->model()->index(row), TranscriptRows::QuoteRole).toInt() > 0)
        before << viewOf(w)->model()->data(viewOf(w)->model()->index(row), TranscriptRows::QuoteBeforeRole).toInt();
    QCOMPARE(before, (QList<int>{0, 1, 1, 0}));
  }

  void copiesBlocksMessagesAndTheChat() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    std::string code;
    for (int i = 0; i < 300; ++i) code += "x" + std::to_string(i) + " = 1\n";
    QVERIFY(ask(w, "why", "```py\n" + code + "```"));
    viewOf(w)->jumpToStart();
    QVERIFY(w.click("copyCode"));
    QCOMPARE(QGuiApplication::clipboard()->text() + u'\n', QString::fromStdString(code));
    w.key(Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), QString::fromStdString("```py\n" + code + "```"));
    QVERIFY(w.chat().messages()->markdown().contains(QStringLiteral("x299 = 1")));
  }

  // A hit of a search in folded thoughts of a long chat is shown.
  void jumpsToAHit() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    QVERIFY(ask(w, lines(400, "thought") + "the treasure is here\n\n" + lines(400, "thought"), lines(100, "answer")));
    const qlonglong chat = w.chat().chatId();
    w.workspace->newChat();
    w.workspace->openChat(chat);
    QTRY_COMPARE(w.chat().messages()->count(), 2);
    w.workspace->newChat();
    w.workspace->openHit(chat, 2, true, QStringLiteral("treasure"));
    QTRY_VERIFY(w.last().thinkingOpen());
    QTRY_VERIFY(w.find("thinkingText"));
    const auto marked = [&w] {
      const QList<QQuickItem*> texts = viewOf(w)->findChildren<QQuickItem*>(QStringLiteral("thinkingText"));
      return std::any_of(texts.begin(), texts.end(), [](const QQuickItem* text) {
        return text->isVisible() && text->property("selectedText").toString() == QStringLiteral("treasure");
      });
    };
    QTRY_VERIFY(marked());
  }
};

int main(int argc, char** argv) {
  TestTranscript test;
  return runWindowTest(test, argc, argv);
}
#include "tst_transcript.moc"
