// Settings, banners, menus of the model, the first screen, the palette.
#include <SQLiteCpp/SQLiteCpp.h>

#include <QMimeData>

#include "app/store/chat_store.h"
#include "tests/app/pictures/pictures.h"

namespace deepwell {
namespace {

sandbox::Probe refusing() {
  sandbox::Probe probe;
  probe.inet_error = EACCES;
  probe.inet6_error = EACCES;
  probe.seccomp_mode = 2;
  probe.threads = 7;
  probe.threads_filtered = 7;
  probe.no_new_privileges = true;
  return probe;
}

Services filtered() {
  Services services;
  services.filtered = true;
  services.probe = &refusing;
  return services;
}

void writeConnections(Stage& s, int count) {
  QFile file(s.data() + QStringLiteral("/connections.jsonl"));
  if (!file.open(QFile::WriteOnly)) return;
  for (int i = 1; i <= count; ++i) {
    fetch::Connection made;
    made.number = static_cast<uint64_t>(i);
    made.closed = true;
    made.opened_ms = 1'763'800'000'000 + i * 3'600'000LL;
    made.host = i % 3 == 0 ? "cas-bridge.xethub.hf.co" : "huggingface.co";
    made.address = i % 2 == 0 ? "2600:9000:2490:1a00:17:b174:6d00:93a1" : "3.165.190.66";
    made.port = 443;
    made.purpose = i % 4 == 0 ? "search" : "download";
    made.bytes_received = static_cast<uint64_t>(i) * 123'456'789U;
    made.bytes_sent = 2048;
    file.write(QByteArray::fromStdString(fetch::writeLine(fetch::Event(made))) + '\n');
  }
}

void damageHistory(Stage& s) {
  const QString file = s.data() + u'/' + QLatin1String(kChatDatabaseName);
  {
    auto store = ChatStore::open(file.toStdString());
    const auto chat = (*store)->createChat("A chat that was saved");
    std::ignore = (*store)->appendMessage(*chat, AfterLeaf(), ChatRole::kUser, "a question that stays");
  }
  QFile bytes(file);
  if (bytes.open(QIODevice::ReadWrite)) bytes.write(QByteArray(100, '\0'));
}

void newerHistory(Stage& s) {
  const QString file = s.data() + u'/' + QLatin1String(kChatDatabaseName);
  { std::ignore = ChatStore::open(file.toStdString()); }
  SQLite::Database(file.toStdString(), SQLite::OPEN_READWRITE).exec("PRAGMA user_version = 999");
}

void lookAtPage(Stage& s, const char* page, bool end = false) {
  s.open(false, filtered());
  s.settings(page);
  QTest::qWait(300);
  QQuickItem* view = s.window().find("settingsPage");
  if (!end || !view) return;
  view->setProperty("contentY", view->property("contentHeight").toReal() - view->height());
}

}  // namespace

std::vector<PictureState> frameStates() {
  return {
      {"first_run", [](Stage& s) { s.open(true, {}, true); s.run("view.chat"); QTest::qWait(300); }},
      {"first_run_gpu", [](Stage& s) { s.open(true, {}, true); s.setDevices(true); QTest::qWait(300); }},
      {"empty_pocket", [](Stage& s) { s.open(false, filtered(), true); }},
      {"empty_model", [](Stage& s) { s.open(false, filtered()); }},
      {"empty_no_model", [](Stage& s) { s.open(false, filtered()).workspace->engine()->unload(); }},
      {"model_loading", [](Stage& s) { s.open(false, filtered(), true).workspace->engine()->load(s.home().write(QStringLiteral("models/slow-DeepSeek-R1-Distill-Qwen-32B-Q4_K_M.gguf"))); }},
      {"model_menu", [](Stage& s) { s.writeModels(); s.open(false, filtered()); s.library(); s.run("view.chat"); s.click("modelChip"); }},
      {"device_menu", [](Stage& s) { s.open(false, filtered()); s.setDevices(true); s.click("modelChip"); s.click("deviceMenuItem"); }},
      {"device_menu_none", [](Stage& s) {
         Window& w = s.open(false, filtered());
         w.loader->setDevices({{{DeviceKind::kCpu, 0, "CPU", "", 32ULL << 30U, 24ULL << 30U, false, false, ""}}, {"libvulkan.so.1 is not there: install libvulkan1 and the driver of the graphics card"}});
         s.click("modelChip");
         s.click("deviceMenuItem");
       }},
      {"banner_error", [](Stage& s) { s.open(false, filtered()).workspace->engine()->load(QStringLiteral("/home/ada/models/broken-model-with-a-long-name-Q4_K_M.gguf")); }},
      {"banner_salvage", [](Stage& s) { damageHistory(s); s.open(false, filtered()); }},
      {"banner_newer", [](Stage& s) { newerHistory(s); s.open(false, filtered()); }},
      {"banner_stack", [](Stage& s) {
         damageHistory(s);
         Services services;
         services.filtered = true;
         Window& w = s.open(false, services);
         w.workspace->engine()->load(QStringLiteral("/home/ada/models/broken-Q4_K_M.gguf"));
         w.loader->warn("GPU 0: the driver reports an error; the model runs on the processor now");
         s.home().write(QStringLiteral("desktop/Two-Q4_0.gguf"));
         w.program->library().open(QUrl::fromLocalFile(s.home().write(QStringLiteral("desktop/One-Q4_0.gguf"))));
         QTest::qWait(300);
       }},
      {"drop_target", [](Stage& s) {
         Window& w = s.open(false, filtered());
         static QMimeData data;
         data.setUrls({QUrl::fromLocalFile(QStringLiteral("/m/dropped.gguf"))});
         QDragEnterEvent enter(QPoint(200, 300), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
         QCoreApplication::sendEvent(w.window, &enter);
       }},
      {"settings_general", [](Stage& s) { lookAtPage(s, "settings_general"); }},
      {"settings_instructions", [](Stage& s) {
         s.open(false, filtered());
         s.window().preferences().setInstructions(QStringLiteral("Answer in short sentences.\nSay where you are not sure.\n").repeated(5));
         s.run("view.instructions");
         QTest::qWait(300);
       }},
      {"chat_instructions", [](Stage& s) { s.open(false, filtered()); s.run("chat.instructions"); QTest::qWait(300); }},
      {"settings_language", [](Stage& s) { lookAtPage(s, "settings_general"); s.click("languageChoice"); }},
      {"settings_thinking", [](Stage& s) { lookAtPage(s, "settings_thinking"); }},
      {"settings_engine", [](Stage& s) { lookAtPage(s, "settings_engine"); }},
      {"settings_engine_own", [](Stage& s) { lookAtPage(s, "settings_engine"); s.window().preferences().setModelDefaults(false); s.window().preferences().setFixedSeed(true); QTest::qWait(200); }},
      {"settings_engine_gpu", [](Stage& s) {
         s.open(false, filtered());
         s.setDevices(true);
         s.window().preferences().setThreads(6);
         s.settings("settings_engine");
         QTest::qWait(300);
       }},
      {"settings_engine_end", [](Stage& s) { lookAtPage(s, "settings_engine", true); }},
      {"settings_library", [](Stage& s) { lookAtPage(s, "settings_library"); }},
      {"settings_library_end", [](Stage& s) { lookAtPage(s, "settings_library", true); }},
      {"settings_desktop", [](Stage& s) { lookAtPage(s, "settings_desktop"); }},
      {"settings_keys", [](Stage& s) { lookAtPage(s, "settings_keys"); }},
      {"settings_keys_end", [](Stage& s) { lookAtPage(s, "settings_keys", true); }},
      {"settings_privacy", [](Stage& s) { writeConnections(s, 8); lookAtPage(s, "settings_privacy"); }},
      {"settings_privacy_end", [](Stage& s) {
         writeConnections(s, 8);
         lookAtPage(s, "settings_privacy");
         QQuickItem* view = s.window().find("privacyScroll");
         if (view) view->setProperty("contentY", view->property("contentHeight").toReal() - view->height());
       }},
      {"settings_privacy_bad", [](Stage& s) {
         Services services;
         services.filtered = true;
         s.open(false, services);
         s.settings("settings_privacy");
       }},
      {"settings_logs", [](Stage& s) {
         Window& w = s.open(false, filtered());
         w.workspace->engine()->load(QStringLiteral("/home/ada/models/broken-Q4_K_M.gguf"));
         w.program->log().add(LogLine::kWarning, QStringLiteral("history"), QStringLiteral("a warning whose words go on for so long that they need more than one line of this page, even when it is wide"));
         s.settings("settings_logs");
       }},
      {"settings_logs_empty", [](Stage& s) { s.open(false, filtered()); s.settings("settings_logs"); s.click("choice_error"); }},
      {"settings_search", [](Stage& s) { s.open(false, filtered()); s.run("view.settings"); QTest::qWait(300); s.window().find("searchSettings")->setProperty("text", QStringLiteral("te")); QTest::qWait(300); }},
      {"settings_nothing", [](Stage& s) { s.open(false, filtered()); s.run("view.settings"); QTest::qWait(300); s.window().find("searchSettings")->setProperty("text", QStringLiteral("xyzzy")); QTest::qWait(300); }},
      {"erase_sheet", [](Stage& s) {
         s.open(false, filtered());
         s.ask(QStringLiteral("q"), "", "a");
         s.settings("settings_privacy");
         QTest::qWait(300);
         QQuickItem* view = s.window().find("privacyScroll");
         if (view) view->setProperty("contentY", view->property("contentHeight").toReal() - view->height());
         s.click("eraseHistory");
       }},
      {"palette", [](Stage& s) { s.open(false, filtered()); s.ask(QStringLiteral("How many r are in strawberry?"), "", "Three."); s.run("view.palette"); QTest::qWait(300); }},
      {"palette_hits", [](Stage& s) {
         s.open(false, filtered());
         s.ask(QStringLiteral("Plan a trip to Lisbon with two children and an old dog"), "They want the export of port wine.", "Take the tram number 28. Export your calendar first, then the exported file goes to the phone.");
         s.run("view.palette");
         QTest::qWait(200);
         s.window().type(QStringLiteral("export"));
         QTest::qWait(500);
       }},
      {"palette_empty", [](Stage& s) { s.open(false, filtered()); s.run("view.palette"); QTest::qWait(200); s.window().type(QStringLiteral("qqxxzz")); QTest::qWait(400); }},
  };
}

}  // namespace deepwell
