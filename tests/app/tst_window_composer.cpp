// What a person does over and in the composer: edits, attaches, makes room, looks at receipts.
#include <QAccessible>
#include <QClipboard>
#include <QGuiApplication>
#include <QInputMethodEvent>
#include <QTemporaryDir>

#include "app/chat/transcript/live_region.h"
#include "tests/app/window_fixture.h"

using namespace deepwell;

namespace {

bool ask(Window& w, const QString& question, const std::string& answer) {
  w.script->queueAnswer("", answer);
  w.type(question);
  w.key(Qt::Key_Return);
  return QTest::qWaitFor([&w] { return w.chat().messages()->count() > 0 && !w.chat().busy(); }, 60000);
}

}  // namespace

class TestWindowComposer : public WindowTest {
  Q_OBJECT

 private slots:
  void upEditsAndEscCancels() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    QVERIFY(ask(w, QStringLiteral("first"), "one"));
    w.key(Qt::Key_Up);
    QTRY_VERIFY(w.find("editingBar"));
    QCOMPARE(w.textOf("composerInput"), QStringLiteral("first"));
    w.key(Qt::Key_Escape);
    QTRY_VERIFY(!w.find("editingBar"));
    QCOMPARE(w.textOf("composerInput"), QString());
    w.key(Qt::Key_Up);
    w.type(QStringLiteral(" again"));
    w.script->queueAnswer("", "two");
    w.key(Qt::Key_Return);
    QTRY_COMPARE(w.last().text(), QStringLiteral("two"));
    QCOMPARE(w.chat().messages()->at(0)->text(), QStringLiteral("first again"));
    QCOMPARE(w.chat().messages()->at(0)->siblingCount(), 2);
    QVERIFY(!w.find("editingBar"));
    w.type(QStringLiteral("x"));
    w.key(Qt::Key_Up);  // a cursor key where there is text
    QVERIFY(!w.chat().editing());
  }

  // While an input method composes, Enter, Up and Esc are its own.
  void neverSendsWhileComposing() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    QVERIFY(ask(w, QStringLiteral("first"), "one"));
    QQuickItem* input = w.find("composerInput");
    QInputMethodEvent preedit(QStringLiteral("ni hao"), {});
    QCoreApplication::sendEvent(input, &preedit);
    QVERIFY(input->property("inputMethodComposing").toBool());
    w.key(Qt::Key_Return);
    w.key(Qt::Key_Up);
    QCOMPARE(w.chat().messages()->count(), 2);
    QVERIFY(!w.chat().editing());
    QInputMethodEvent commit;
    commit.setCommitString(QStringLiteral("你好"));
    QCoreApplication::sendEvent(input, &commit);
    QCOMPARE(w.textOf("composerInput"), QStringLiteral("你好"));
    w.script->queueAnswer("", "ok");
    w.key(Qt::Key_Return);
    QTRY_COMPARE(w.chat().messages()->count(), 4);
    QCOMPARE(w.chat().messages()->at(2)->text(), QStringLiteral("你好"));
  }

  void filesAreChipsThatOpenAndGo() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    QFile file(dir.filePath("notes.md"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("<b>one</b>\ntwo\n");
    file.close();
    QFile binary(dir.filePath("x.bin"));
    QVERIFY(binary.open(QIODevice::WriteOnly));
    binary.write(QByteArray(5, '\0'));
    binary.close();
    QVERIFY(w.find("attachButton"));
    QVERIFY(w.workspace->drop({QUrl::fromLocalFile(file.fileName()), QUrl::fromLocalFile(binary.fileName())}).isEmpty());
    QTRY_VERIFY(w.find("file0"));
    QTRY_VERIFY(w.find("fileProblem"));
    QVERIFY(w.click("composerBarClose"));
    QTRY_VERIFY(!w.find("fileProblem"));
    QVERIFY(w.click("file0"));
    QTRY_COMPARE(w.textOf("fileTitle"), QStringLiteral("notes.md"));
    QCOMPARE(w.workspace->file()->count(), 2);
    QVERIFY(w.click("copyFile"));
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("<b>one</b>\ntwo\n"));
    w.key(Qt::Key_Escape);
    QTRY_VERIFY(!w.find("fileTitle"));
    w.script->queueAnswer("", "ok");
    QVERIFY(w.find("sendButton")->isEnabled());
    QVERIFY(w.click("sendButton"));
    QTRY_COMPARE(w.chat().messages()->count(), 2);
    QTRY_VERIFY(!w.chat().busy());
    QVERIFY(!w.find("file0"));
    QVERIFY(w.click("questionFile0"));  // it stays with the question
    QTRY_COMPARE(w.textOf("fileTitle"), QStringLiteral("notes.md"));
  }

  // What the transcript offers at a question and an answer.
  void editsForksAndAnswersAgainFromTheTranscript() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    QVERIFY(ask(w, QStringLiteral("first"), "one"));
    QVERIFY(w.click("editQuestion"));
    QTRY_VERIFY(w.find("editingBar"));
    QVERIFY(w.click("composerBarClose"));
    QVERIFY(ask(w, QStringLiteral("second"), "two"));
    w.script->queueAnswer("", "uno");
    w.chat().regenerate(w.chat().messages()->at(1));
    QTRY_COMPARE(w.last().text(), QStringLiteral("uno"));
    QTRY_COMPARE(w.textOf("siblingPosition"), QStringLiteral("2/2"));
    QVERIFY(w.click("siblingBefore"));
    QTRY_COMPARE(w.chat().messages()->count(), 4);
    const qlonglong chat = w.chat().chatId();
    QVERIFY(w.clickLowest("forkAnswer"));
    QTRY_VERIFY(w.chat().chatId() != chat);
    QTRY_COMPARE(w.chat().messages()->count(), 4);
  }

  // Variants, edits, forks and deleting need no model.
  void withoutAModelTheChatCanBeChanged() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    QVERIFY(ask(w, QStringLiteral("first"), "one"));
    w.script->queueAnswer("", "uno");
    w.chat().regenerate();
    QTRY_COMPARE(w.last().text(), QStringLiteral("uno"));
    QTRY_VERIFY(!w.chat().busy());
    w.workspace->engine()->unload();
    QVERIFY(w.click("siblingBefore"));
    QTRY_COMPARE(w.last().text(), QStringLiteral("one"));
    QTRY_VERIFY(w.find("regenerate") && !w.find("regenerate")->isEnabled());
    QVERIFY(w.click("editQuestion"));
    QTRY_VERIFY(w.find("editingBar"));
    QVERIFY(w.click("composerBarClose"));
    const qlonglong chat = w.chat().chatId();
    QVERIFY(w.click("forkAnswer"));
    QTRY_VERIFY(w.chat().chatId() != chat);
    QTRY_COMPARE(w.chat().messages()->count(), 2);
    QVERIFY(w.click("deleteAnswer"));
    QTRY_COMPARE(w.chat().messages()->count(), 1);
  }

  void aLongPasteCanBecomeAFile() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    w.type(QStringLiteral("see: "));
    const QString text = QString(5000, u'y');
    QGuiApplication::clipboard()->setText(text);
    w.key(Qt::Key_V, Qt::ControlModifier);
    QTRY_VERIFY(w.find("pasteOffer"));
    QCOMPARE(w.textOf("composerInput").size(), 5005);
    QVERIFY(w.click("composerBarAction"));
    QTRY_COMPARE(w.textOf("composerInput"), QStringLiteral("see: "));
    QCOMPARE(w.chat().attachments()->count(), 1);
    QCOMPARE(w.chat().attachments()->textOf(0), text);
    QVERIFY(!w.find("pasteOffer"));
    QVERIFY(w.click("removeFile"));
    QTRY_COMPARE(w.chat().attachments()->count(), 0);
    w.key(Qt::Key_V, Qt::ControlModifier);
    QTRY_VERIFY(w.find("pasteOffer"));
    w.type(QStringLiteral("z"));  // it stays
    QTRY_VERIFY(!w.find("pasteOffer"));
    // Over a selection: what is attached is all of the pasted text.
    w.key(Qt::Key_A, Qt::ControlModifier);
    w.type(QStringLiteral("see: this and that"));
    for (int i = 0; i < 8; ++i) w.key(Qt::Key_Left, Qt::ShiftModifier);
    w.key(Qt::Key_V, Qt::ControlModifier);
    QTRY_VERIFY(w.find("pasteOffer"));
    QVERIFY(w.click("composerBarAction"));
    QTRY_COMPARE(w.textOf("composerInput"), QStringLiteral("see: this "));
    QCOMPARE(w.chat().attachments()->textOf(0), text);
  }

  void theGaugeOpensThePanel() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    QVERIFY(ask(w, QStringLiteral("first"), "one"));
    QTRY_VERIFY(w.find("contextGauge"));
    QTRY_VERIFY(w.textOf("contextGauge").startsWith(QStringLiteral("9 of 4,096 tokens")));
    QVERIFY(w.click("contextGauge"));
    QTRY_VERIFY(w.find("contextPanel"));
    QTRY_VERIFY(w.find("summarise"));  // choices come once they are counted
    QVERIFY(!w.find("dropOldest"));
    w.key(Qt::Key_Escape);
    QTRY_VERIFY(!w.find("contextPanel"));
  }

  // A refused answer is said once: in the panel, and where the answer would be only when that is closed.
  // From the gauge: what the model is told before this chat.
  void aChatIsGivenInstructions() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    QVERIFY(ask(w, QStringLiteral("first"), "one"));
    QVERIFY(w.click("contextGauge"));
    QVERIFY(w.click("chatInstructionsRow"));
    QTRY_VERIFY(w.find("chatInstructions") && w.find("chatInstructions")->hasActiveFocus());
    QVERIFY(!w.find("contextPanel"));
    w.type(QStringLiteral("Be brief."));
    QVERIFY(w.click("saveInstructions"));
    QTRY_VERIFY(!w.find("chatInstructions"));
    QCOMPARE(w.chat().instructions(), QStringLiteral("Be brief."));
    QVERIFY(ask(w, QStringLiteral("second"), "two"));
    QCOMPARE(w.script->requests().back().messages[0].content, std::string("Be brief."));
  }

  void aChatThatIsTooLongIsSaidOnce() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    QVERIFY(ask(w, QStringLiteral("a b c d e f g h i j"), "k l m n o p q r s t"));
    w.script->queueError({ErrorCode::kIo, "the device is lost"});
    w.type(QStringLiteral("more"));
    w.key(Qt::Key_Return);
    QTRY_VERIFY(w.find("statusWords"));
    w.loader->setContext(20);
    w.workspace->engine()->load(QStringLiteral("/m/small.gguf"));
    QTRY_COMPARE(w.workspace->engine()->contextTokens(), 20);
    w.chat().regenerate();
    QTRY_VERIFY(w.find("contextPanel"));
    QCOMPARE(w.last().status(), MessageItem::Failed);
    QTRY_VERIFY(!w.find("statusWords"));
    QVERIFY(w.click("closeContextPanel"));
    QTRY_VERIFY(!w.find("contextPanel"));
    QTRY_VERIFY(w.find("statusWords"));
    QVERIFY(w.find("retryButton"));
  }

  void aFullContextIsAChoice() {
    QTemporaryDir dir;
    Window w(dir.path());
    w.loader->setContext(60);
    QVERIFY(w.shown());
    w.workspace->engine()->load(QStringLiteral("/m/small.gguf"));
    QTRY_COMPARE(w.workspace->engine()->contextTokens(), 60);
    QVERIFY(ask(w, QStringLiteral("a b c d e f g h i j"), "k l m n o p q r s t"));
    QTRY_COMPARE(w.chat().context()->used(), 27);
    w.type(QStringLiteral("1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25"));
    w.key(Qt::Key_Return);
    QTRY_VERIFY(w.find("dropOldest"));
    QCOMPARE(w.textOf("contextTitle"), QStringLiteral("The context is full"));
    QVERIFY(w.find("enlargeContext"));
    QVERIFY(w.textOf("composerInput").startsWith(QStringLiteral("1 2 3")));
    w.script->queueAnswer("", "fine");
    QVERIFY(w.click("dropOldest"));
    QTRY_COMPARE(w.last().text(), QStringLiteral("fine"));
    QTRY_VERIFY(!w.find("contextPanel"));
    QCOMPARE(w.textOf("composerInput"), QString());
    QTRY_VERIFY(w.textOf("leftOutLine").contains(QStringLiteral("first question")));
    QTRY_VERIFY(!w.chat().busy());
    QVERIFY(w.click("leftOutLine"));
    QVERIFY(w.click("giveAll"));
    QTRY_VERIFY(!w.find("leftOutLine"));
  }

  void aSummaryIsWrittenIntoTheNewChat() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    QVERIFY(ask(w, QStringLiteral("first"), "one"));
    w.script->queue({{Event(TextDelta{"they ", 1}), false}, {Event(TextDelta{"counted", 1}), true}});
    QTRY_VERIFY(w.find("contextGauge"));
    QVERIFY(w.click("contextGauge"));
    QVERIFY(w.click("summarise"));
    QTRY_VERIFY(w.find("summaryBar"));
    QCOMPARE(w.chat().chatId(), 0);
    QTRY_VERIFY(w.textOf("composerInput").endsWith(QStringLiteral("they")));
    w.script->release();
    QTRY_VERIFY(!w.find("summaryBar"));
    QVERIFY(w.textOf("composerInput").endsWith(QStringLiteral("they counted")));
    w.type(QStringLiteral("!"));
    QVERIFY(w.textOf("composerInput").endsWith(QStringLiteral("they counted!")));
  }

  void aReceiptIsShownCopiedAndRepeated() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    QVERIFY(ask(w, QStringLiteral("first"), "one two"));
    QVERIFY(w.click("showReceipt"));
    QTRY_VERIFY(w.find("copyReceipt"));
    QVERIFY(w.click("copyReceipt"));
    QVERIFY(QGuiApplication::clipboard()->text().contains(QStringLiteral("temperature")));
    const uint64_t seed = w.script->requests().back().sampling.seed;
    w.script->queueAnswer("", "again");
    QVERIFY(w.click("repeatAnswer"));
    QTRY_COMPARE(w.last().text(), QStringLiteral("again"));
    QCOMPARE(w.script->requests().back().sampling.seed, seed);
  }

  // Long prompts are folded; nothing that one says is markup. Another model than the loaded one is named before anybody repeats.
  void aReceiptHasItsPromptAndItsModel() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    ModelPreset preset;
    preset.system_prompt = QStringLiteral("<b>bold</b>\n").repeated(60).trimmed();
    w.preferences().setPreset(QStringLiteral("pocket"), preset);
    QVERIFY(ask(w, QStringLiteral("first"), "one two"));
    QVERIFY(w.click("showReceipt"));
    QTRY_VERIFY(w.find("receiptPrompt"));
    QCOMPARE(w.textOf("receiptPrompt"), preset.system_prompt);
    QCOMPARE(w.textOf("repeatAnswer"), QStringLiteral("Answer again with this seed"));
    QVERIFY(!w.find("otherModel"));
    const double folded = w.find("receiptPrompt")->height();
    QVERIFY(folded < 150);
    w.find("receiptRows")->setProperty("contentY", 200);
    QVERIFY(w.click("unfoldPrompt"));
    QTRY_VERIFY(w.find("receiptPrompt")->height() > 2 * folded);
    w.key(Qt::Key_Escape);
    QTRY_VERIFY(!w.find("receiptRows"));
    w.workspace->engine()->load(QStringLiteral("/m/other.gguf"));
    QTRY_COMPARE(w.workspace->engine()->name(), QStringLiteral("other"));
    QVERIFY(w.click("showReceipt"));
    QTRY_VERIFY(w.textOf("otherModel").contains(QStringLiteral("pocket")));
    QVERIFY(w.textOf("repeatAnswer") != QStringLiteral("Answer again with this seed"));
  }

  void deletedMessagesHaveAnUndoBar() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    QVERIFY(ask(w, QStringLiteral("first"), "one"));
    QVERIFY(w.click("deleteAnswer"));
    QTRY_COMPARE(w.chat().messages()->count(), 1);
    QVERIFY(w.click("undoDelete"));
    QTRY_COMPARE(w.chat().messages()->count(), 2);
  }

  // Phases with the speed in the composer, and without numbers for screen readers.
  void phasesAreShownAndAnnounced() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    auto* announcer = qobject_cast<LiveRegion*>(w.find("phaseAnnouncer"));
    QVERIFY(announcer);
    QStringList announced;
    connect(announcer, &LiveRegion::wordsChanged, this, [&] { announced << announcer->words(); });
    w.script->queue({{Event(PrefillProgress{40, 100}), false},
                     {Event(ReasoningDelta{"hm ", 1}), true},
                     {Event(TextDelta{"so ", 1}), true},
                     {Event(TextDelta{"it is", 2}), true}});
    w.type(QStringLiteral("go"));
    w.key(Qt::Key_Return);
    QTRY_VERIFY(w.textOf("composerHint").startsWith(QStringLiteral("Reading the chat… 40 %")));
    w.script->release();
    QTRY_VERIFY(w.textOf("composerHint").startsWith(QStringLiteral("Thinking")));
    w.script->release();
    QTRY_VERIFY(w.textOf("composerHint").startsWith(QStringLiteral("Answering")));
    QTest::qWait(400);  // time that a speed can be measured over
    w.script->release();
    QTRY_VERIFY(!w.chat().busy());
    QTRY_COMPARE(w.textOf("composerHint"), QStringLiteral("6.0 tokens/s"));  // of the whole answer: 3 more tokens in half a second
    QCOMPARE(QAccessible::queryAccessibleInterface(announcer)->role(), QAccessible::AlertMessage);
    QCOMPARE(QAccessible::queryAccessibleInterface(announcer)->text(QAccessible::Name), announced.back());
    QCOMPARE(announced, (QStringList{"Reading the chat", "Thinking", "Answering", "The answer is complete"}));
  }
};

int main(int argc, char** argv) {
  TestWindowComposer test;
  return runWindowTest(test, argc, argv);
}
#include "tst_window_composer.moc"
