// From a download to a chat with it, and what stands in the way: a model that is being loaded or is missing, an export at the end.
#include "tests/app/pictures/pictures.h"

namespace deepwell {
namespace {

void arrive(Stage& s, const QStringList& names) {
  for (const QString& name : names) {
    DownloadItem item;
    item.name = name;
    item.folder = s.data() + u'/' + name;
    emit s.window().program->hub().downloads()->finished(item);
  }
  QTest::qWait(300);
}

// A question of the person's, while a large model is on its way.
void waits(Stage& s, bool chat) {
  Window& w = s.open();
  if (chat) s.ask(QStringLiteral("How many r are in strawberry?"), "", "Three.");
  w.workspace->engine()->load(s.home().write(QStringLiteral("models/slow-DeepSeek-R1-Distill-Qwen-32B-Q4_K_M.gguf")));
  s.need(w.chat().send(QStringLiteral("And how many in raspberry? Please count them one by one, and say where they stand.")), "the question");
  QTest::qWait(300);
}

}  // namespace

std::vector<PictureState> firstHourStates() {
  return {
      {"hour_arrived", [](Stage& s) { s.open(); arrive(s, {QStringLiteral("DeepSeek-R1-Distill-Qwen-14B")}); }},
      {"hour_arrived_library", [](Stage& s) { s.writeModels(); s.open(); s.library("tab_installed"); arrive(s, {QStringLiteral("DeepSeek-R1-0528-Qwen3-8B"), QStringLiteral("Llama-70B")}); }},
      {"hour_loaded", [](Stage& s) {
         s.writeModels();
         s.open();
         s.load(s.data() + QStringLiteral("/models/bartowski/DeepSeek-R1-Distill-Qwen-14B-GGUF/DeepSeek-R1-Distill-Qwen-14B-Q4_K_M.gguf"));
         s.library();
         QTest::qWait(300);
       }},
      {"hour_waits", [](Stage& s) { waits(s, true); }},
      {"hour_waits_new", [](Stage& s) { waits(s, false); }},
      {"hour_no_model", [](Stage& s) { s.open(); s.ask(QStringLiteral("How many r are in strawberry?"), "", "Three."); s.window().workspace->engine()->unload(); QTest::qWait(300); }},
      {"hour_no_model_new", [](Stage& s) { s.open().workspace->engine()->unload(); QTest::qWait(300); }},
      {"hour_undo_library", [](Stage& s) {
         s.writeModels();
         s.open();
         s.ask(QStringLiteral("How many r are in strawberry?"), "", "Three.");
         s.library();
         s.window().workspace->deleteChat(s.window().chat().chatId());
         QTest::qWait(400);
       }},
      {"hour_quit", [](Stage& s) {
         Window& w = s.open();
         s.ask(QStringLiteral("Much"), "", QStringLiteral("Paragraph of some words.\n\n").repeated(20000).toStdString());
         for (int i = 0; i < 3; ++i) w.workspace->transfer()->exportChat(w.chat().chatId(), QStringLiteral("pdf"), QUrl::fromLocalFile(s.home().path(QStringLiteral("How many r are in strawberry.pdf"))));
         s.run("window.close");
         QTest::qWait(300);
       }},
  };
}

}  // namespace deepwell
