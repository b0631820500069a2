// The transcript, and what a person does in it.
#include "app/bridge/scripted_words.h"
#include "app/chat/transcript/rows_view.h"
#include "tests/app/pictures/pictures.h"

namespace deepwell {
namespace {

const QString kQuestion = QStringLiteral("How many r are in strawberry?");

RowsView* view(Stage& s) { return qobject_cast<RowsView*>(s.window().find("transcriptView")); }

void showStart(Stage& s) {
  QTest::qWait(150);
  if (RowsView* rows = view(s)) rows->jumpToStart();
}

// The answer's thinking and words come until the first step that waits.
void streaming(Stage& s, std::vector<Script::Step> steps) {
  s.window().script->queue(std::move(steps));
  s.need(s.window().chat().send(kQuestion), "the question");
  QTest::qWait(500);
}

std::string manyThoughts(int count) {
  std::string text;
  for (int i = 0; i < count; ++i) text += kScriptedThoughts;
  return text;
}

void badLink(Stage& s) {
  s.open();
  s.ask(kQuestion, "", "See [the official page](https://example.org/letters/strawberry?a=1&b=2#counting-of-letters-in-words-of-english-origin-and-their-plurals).");
  QTest::qWait(200);
  if (QQuickItem* text = s.window().find("blockText"))
    QMetaObject::invokeMethod(text, "linkActivated", Q_ARG(QString, QStringLiteral("https://example.org/letters/strawberry?a=1&b=2#counting-of-letters-in-words-of-english-origin-and-their-plurals")));
}

}  // namespace

std::vector<PictureState> chatStates() {
  return {
      {"chat_blocks", [](Stage& s) { s.open(); s.ask(kQuestion, kScriptedThoughts, kScriptedAnswer); showStart(s); }},
      {"chat_blocks_end", [](Stage& s) { s.open(); s.ask(kQuestion, kScriptedThoughts, kScriptedAnswer); }},
      {"chat_hover", [](Stage& s) {
         s.open();
         s.ask(kQuestion, kScriptedThoughts, kScriptedShortAnswer);
         s.ask(QStringLiteral("And in raspberry? Please spell the word before you count, and say how sure you are."), "", "r a s p b e r r y: **three** again.");
         QTest::qWait(200);
         s.hover("userBubble");
       }},
      {"chat_thinking_open", [](Stage& s) { s.open(); s.window().preferences().setThinkingDisplay(QStringLiteral("open")); s.ask(kQuestion, kScriptedThoughts, kScriptedShortAnswer); showStart(s); }},
      {"chat_thinking_long", [](Stage& s) { s.open(); s.window().preferences().setThinkingDisplay(QStringLiteral("open")); s.ask(kQuestion, manyThoughts(30), kScriptedShortAnswer); }},
      {"chat_reading", [](Stage& s) { s.open(); streaming(s, {{Event(PrefillProgress{40, 100}), false}, {Event(TextDelta{"x", 1}), true}}); }},
      {"chat_thinking_live", [](Stage& s) { s.open(); streaming(s, {{Event(ReasoningDelta{manyThoughts(3), 300}), false}, {Event(TextDelta{"x", 1}), true}}); }},
      {"chat_answering", [](Stage& s) { s.open(); streaming(s, {{Event(ReasoningDelta{kScriptedThoughts, 100}), false}, {Event(TextDelta{"The word **strawberry** has", 9}), false}, {Event(TextDelta{"x", 1}), true}}); }},
      {"chat_stopped", [](Stage& s) {
         s.open();
         streaming(s, {{Event(ReasoningDelta{kScriptedThoughts, 100}), false}, {Event(TextDelta{"The word **strawberry** has", 9}), false}, {Event(TextDelta{"x", 1}), true}});
         s.window().chat().stop();
       }},
      {"chat_failed", [](Stage& s) {
         s.open();
         s.window().script->queueError(Error{ErrorCode::kDevice, "GPU 0 (NVIDIA GeForce RTX 4070 Laptop GPU): the device is lost. Load the model again, or choose the processor in the menu of the model"});
         s.need(s.window().chat().send(kQuestion), "the question");
       }},
      {"chat_unanswered", [](Stage& s) {
         s.open();
         s.ask(kQuestion, "", "three");
         s.window().chat().remove(&s.window().last());
         QTest::qWait(200);
         s.window().workspace->forgetDeleted();
       }},
      {"chat_undo_bar", [](Stage& s) { s.open(); s.ask(kQuestion, "", kScriptedShortAnswer); s.click("deleteAnswer"); }},
      {"chat_variants", [](Stage& s) {
         s.open();
         s.ask(kQuestion, kScriptedThoughts, kScriptedShortAnswer);
         s.window().script->queueAnswer("", "Three.");
         s.window().chat().regenerate();
         QTest::qWait(400);
       }},
      {"chat_models", [](Stage& s) {
         s.open();
         s.ask(kQuestion, kScriptedThoughts, kScriptedShortAnswer);
         s.window().workspace->engine()->load(QStringLiteral("/m/DeepSeek-R1-0528-Qwen3-8B-UD-Q4_K_XL-with-a-very-long-name-of-its-own.gguf"));
         s.need(QTest::qWaitFor([&s] { return s.window().workspace->engine()->name().contains(QStringLiteral("Qwen3")); }), "another model");
         s.ask(QStringLiteral("Are you sure?"), "", "Yes: **three**.");
       }},
      {"chat_again_menu", [](Stage& s) { s.open(); s.ask(kQuestion, kScriptedThoughts, kScriptedShortAnswer); s.click("regenerateWith"); }},
      {"chat_edit_answer", [](Stage& s) {
         s.open();
         s.ask(kQuestion, kScriptedThoughts, kScriptedAnswer);
         s.run("chat.editAnswer");
         QTest::qWait(200);
         s.window().type(QStringLiteral("In short: "));
       }},
      {"chat_edited", [](Stage& s) {
         s.open();
         s.ask(kQuestion, kScriptedThoughts, kScriptedShortAnswer);
         Conversation& chat = s.window().chat();
         s.need(chat.answerEdit()->begin(&s.window().last()), "the editor");
         chat.answerEdit()->setText(QStringLiteral("There are **three**, and"));
         s.need(chat.saveAnswer(), "the variant");
         QTest::qWait(300);
       }},
      {"chat_find", [](Stage& s) {
         s.open();
         s.ask(kQuestion, kScriptedThoughts, kScriptedAnswer);
         s.run("chat.find");
         QTest::qWait(200);
         s.window().type(QStringLiteral("letter"));
         s.window().key(Qt::Key_Return);
         QTest::qWait(400);
       }},
      {"chat_find_none", [](Stage& s) { s.open(); s.ask(kQuestion, "", kScriptedAnswer); s.run("chat.find"); QTest::qWait(200); s.window().type(QStringLiteral("elephant")); QTest::qWait(400); }},
      {"chat_jump", [](Stage& s) { s.open(); s.ask(kQuestion, kScriptedThoughts, kScriptedAnswer); QTest::qWait(200); if (view(s)) { view(s)->forceActiveFocus(); s.window().key(Qt::Key_PageUp); } QTest::qWait(300); }},
      {"chat_menu_of_text", [](Stage& s) { s.open(); s.ask(kQuestion, "", kScriptedShortAnswer); QTest::qWait(200); s.menu("blockText"); }},
      {"chat_rtl", [](Stage& s) {
         s.open();
         s.ask(QStringLiteral("كم مرة يظهر الحرف «ر» في كلمة «فراولة»؟"), "يسأل المستخدم عن عدد مرات ظهور الحرف.",
               "يظهر الحرف **ر** مرة واحدة في كلمة «فراولة».\n\n- الفاء\n- الراء\n- الألف\n\n1. أولاً\n2. ثانياً\n\n> اقتباس باللغة العربية\n\n"
               "## עברית\n\nהמילה **תות** כוללת את האות ת פעמיים: `tut` (3 אותיות).\n\n| מילה | אות |\n|---|---|\n| תות | ת |\n");
         showStart(s);
       }},
      {"chat_cjk", [](Stage& s) {
         s.open();
         s.ask(QStringLiteral("“草莓”这个词有多少笔画？请一步一步地数。"), "用户问笔画数。草：9 画，莓：10 画。",
               "“草莓”共有 **19** 画。\n\n## 日本語\n\n苺は八画です。ひらがなで「いちご」と書きます。\n\n## 한국어\n\n딸기는 두 글자입니다.\n\n"
               "🍓 🍇 👩‍👩‍👧 👍🏽 🇩🇪 ❤️ Zażółć gęślą jaźń, Ελληνικά, Русский, ไทย, हिन्दी.\n\n```python\nprint(\"草莓\")  # 数一数 🍓\n```\n\n| 字 | 笔画 |\n|---|---:|\n| 草 | 9 |\n| 莓 | 10 |\n");
         showStart(s);
       }},
      {"chat_long_words", [](Stage& s) {
         s.open();
         const QString word = QStringLiteral("Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft").repeated(3);
         s.ask(word, word.toStdString(), ("A word: " + word + "\n\n`" + word + "`\n\n```\n" + word + "\n```\n\n| Word | Length |\n|---|---|\n| " + word + " | 240 |\n\n- " + word + "\n\nhttps://example.org/" + word + "\n\n$" +
                                         QStringLiteral("x_1+").repeated(60) + "y$").toStdString());
         showStart(s);
       }},
      {"link_sheet", &badLink},
      {"receipt_sheet", [](Stage& s) { s.open(); s.ask(kQuestion, kScriptedThoughts, kScriptedShortAnswer); s.click("showReceipt"); }},
      {"receipt_sheet_other", [](Stage& s) {
         Window& w = s.open();
         w.preferences().setInstructions(QStringLiteral("Answer in short sentences. Say where you are not sure. ").repeated(12));
         s.ask(kQuestion, kScriptedThoughts, kScriptedShortAnswer);
         s.load(s.home().write(QStringLiteral("models/DeepSeek-R1-Distill-Llama-70B-Q4_K_M.gguf"), "another one"));
         s.click("showReceipt");
         QTest::qWait(200);
         if (QQuickItem* rows = w.find("receiptRows")) rows->setProperty("contentY", 260);
       }},
  };
}

}  // namespace deepwell
