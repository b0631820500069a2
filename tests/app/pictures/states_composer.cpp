// The composer with its bars, files, and the context that is full.
#include <QClipboard>
#include <QGuiApplication>

#include "tests/app/pictures/pictures.h"

namespace deepwell {
namespace {

QString words(int count) {
  static const QStringList kWords = QStringLiteral("the model reads every word of the chat again and keeps what it knows of it").split(u' ');
  QString text;
  for (int i = 0; i < count; ++i) text += kWords[i % kWords.size()] + u' ';
  return text.trimmed();
}

Window& small(Stage& s, int context, bool thoughts = false) {
  Window& w = s.open(false, {}, true);
  w.loader->setContext(context, thoughts);
  s.load(s.home().write(QStringLiteral("models/DeepSeek-R1-Distill-Qwen-7B-Q4_K_M.gguf")));
  return w;
}

void fill(Stage& s, bool thoughts) {
  Window& w = small(s, 400, true);
  for (int i = 0; i < 3; ++i) s.ask(words(40), thoughts ? words(30).toStdString() : "", words(45).toStdString());
  std::ignore = w.chat().send(words(150));
  w.chat().setDraft(words(150));
  s.need(QTest::qWaitFor([&] { return w.find("dropOldest") != nullptr; }, 8000), "the panel");
}

void attach(Stage& s) {
  Window& w = s.open();
  QString code;
  for (int i = 1; i <= 200; ++i) code += QStringLiteral("def function_%1(word, letter):\n    return sum(1 for c in word if c == letter)\n\n").arg(i);
  const QString notes = s.home().write(QStringLiteral("notes.md"), "# Notes\n\nHow letters are counted.\n");
  const QString python = s.home().write(QStringLiteral("a_module_with_a_rather_long_name_for_counting_letters.py"), code.toUtf8());
  const QString binary = s.home().write(QStringLiteral("photo.bin"), QByteArray(50, '\0'));
  w.workspace->drop({QUrl::fromLocalFile(notes), QUrl::fromLocalFile(python), QUrl::fromLocalFile(binary)});
  s.need(QTest::qWaitFor([&] { return w.find("file1") != nullptr; }, 8000), "the files");
}

}  // namespace

std::vector<PictureState> composerStates() {
  return {
      {"composer_draft", [](Stage& s) { s.open(); s.window().chat().setDraft(words(120)); QTest::qWait(400); }},
      {"composer_files", [](Stage& s) { attach(s); QTest::qWait(300); }},
      {"composer_question_files", [](Stage& s) {
         attach(s);
         s.click("composerBarClose");
         s.ask(QStringLiteral("What do these files do?"), "", "They count letters.");
       }},
      {"file_sheet", [](Stage& s) { attach(s); s.click("file1"); }},
      {"composer_editing", [](Stage& s) { s.open(); s.ask(QStringLiteral("How many r are in strawberry?"), "", "Three."); s.click("editQuestion"); }},
      {"composer_paste", [](Stage& s) {
         s.open();
         QGuiApplication::clipboard()->setText(words(1200));
         s.window().key(Qt::Key_V, Qt::ControlModifier);
         QTest::qWait(300);
       }},
      {"context_panel", [](Stage& s) { s.open(); s.ask(words(300), "", words(500).toStdString()); QTest::qWait(500); s.click("contextGauge"); QTest::qWait(400); }},
      {"context_full", [](Stage& s) { fill(s, false); QTest::qWait(300); }},
      {"context_full_thoughts", [](Stage& s) { fill(s, true); QTest::qWait(300); }},
      {"context_left_out", [](Stage& s) {
         fill(s, false);
         s.window().script->queueAnswer("", "Gladly: " + words(20).toStdString() + ".");
         s.click("dropOldest");
         QTest::qWait(700);
       }},
      {"context_left_out_panel", [](Stage& s) {
         fill(s, false);
         s.window().script->queueAnswer("", "fine");
         s.click("dropOldest");
         QTest::qWait(700);
         s.click("leftOutLine");
         QTest::qWait(300);
       }},
      {"context_summary", [](Stage& s) {
         Window& w = s.open();
         s.ask(QStringLiteral("How many r are in strawberry?"), "", "Three.");
         w.script->queue({{Event(TextDelta{"The person asked how often a letter occurs in a word. ", 10}), false}, {Event(TextDelta{"x", 1}), true}});
         QTest::qWait(400);
         s.click("contextGauge");
         s.click("summarise");
         QTest::qWait(500);
       }},
  };
}

}  // namespace deepwell
