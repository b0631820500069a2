// Installed models and their sheets.
#include "tests/app/pictures/pictures.h"

namespace deepwell {
namespace {

void installed(Stage& s) {
  s.writeModels();
  s.open();
  s.library("tab_installed");
  QTest::qWait(300);
}

// Of the first model; the last one is not whole.
void rowMenu(Stage& s, const char* item) {
  installed(s);
  s.clickIn("installedRow0", "moreButton");
  QTest::qWait(200);
  if (item) s.click(item);
  QTest::qWait(300);
}

QString first(Stage& s) { return s.window().program->library().installed()->index(0).data(InstalledModel::PathRole).toString(); }

}  // namespace

std::vector<PictureState> libraryStates() {
  return {
      {"installed", &installed},
      {"installed_end", [](Stage& s) {
         installed(s);
         QQuickItem* list = s.window().find("installedList");
         if (list) QMetaObject::invokeMethod(list, "positionViewAtEnd");
       }},
      {"installed_loaded", [](Stage& s) { installed(s); s.load(first(s)); QTest::qWait(300); }},
      {"installed_loading", [](Stage& s) {
         QFile::resize(s.home().write(QStringLiteral("data/models/slow-DeepSeek-R1-Distill-Qwen-14B-Q4_K_M.gguf")), 8LL << 30U);
         s.open();
         s.library("tab_installed");
         s.click("loadButton");
         QTest::qWait(300);
       }},
      {"installed_empty", [](Stage& s) { s.open(); s.library("tab_installed"); QTest::qWait(200); }},
      {"installed_no_hits", [](Stage& s) { installed(s); s.window().type(QStringLiteral("zebra")); QTest::qWait(300); }},
      {"installed_checking", [](Stage& s) { installed(s); s.window().program->library().verify(first(s)); QTest::qWait(300); }},
      {"installed_checked", [](Stage& s) {
         const QString blobs = QStringLiteral(".cache/huggingface/hub/models--me--R1/");
         const QString digest = QStringLiteral("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");  // of "abc"
         s.home().write(blobs + "blobs/" + digest, "abc");
         s.home().link(blobs + "snapshots/1/Good-Q4_0.gguf", "../../blobs/" + digest);
         s.home().write(blobs + "blobs/" + QString(64, u'c'), "abc");
         s.home().link(blobs + "snapshots/1/Wrong-Q4_0.gguf", "../../blobs/" + QString(64, u'c'));
         s.home().write(QStringLiteral("data/models/Own-Q4_0.gguf"), "abc");
         s.open();
         s.library("tab_installed");
         for (int row = 0; row < 3; ++row) {
           s.window().program->library().verify(s.window().program->library().installed()->index(row).data(InstalledModel::PathRole).toString());
           QTest::qWait(400);
         }
       }},
      {"installed_menu", [](Stage& s) { rowMenu(s, nullptr); }},
      {"installed_menu_broken", [](Stage& s) { installed(s); s.click("moreButton"); }},
      {"installed_order", [](Stage& s) { installed(s); s.click("modelOrder"); }},
      {"installed_add", [](Stage& s) { installed(s); s.click("addButton"); }},
      {"preset_sheet", [](Stage& s) { rowMenu(s, "presetItem"); }},
      {"preset_sheet_own", [](Stage& s) { rowMenu(s, "presetItem"); s.click("presetSampling"); QTest::qWait(200); }},
      {"preset_sheet_penalties", [](Stage& s) {
         rowMenu(s, "presetItem");
         s.window().preferences().setInstructions(QStringLiteral("Answer in short sentences."));
         s.click("presetSampling");
         s.click("presetMore");
         QTest::qWait(200);
       }},
      {"header_sheet", [](Stage& s) { rowMenu(s, "headerItem"); }},
      {"delete_sheet", [](Stage& s) { installed(s); s.click("moreButton"); s.click("deleteModelItem"); }},
      {"delete_sheet_for_good", [](Stage& s) { rowMenu(s, "deleteModelItem"); s.click("deleteForGood"); }},
      {"delete_sheet_foreign", [](Stage& s) {
         s.home().write(QStringLiteral(".lmstudio/models/lmstudio-community/DeepSeek-R1-Distill-Llama-70B-GGUF/DeepSeek-R1-Distill-Llama-70B-Q4_K_M.gguf"));
         s.open();
         s.library("tab_installed");
         s.click("moreButton");
         s.click("deleteModelItem");
       }},
      {"folders_sheet", [](Stage& s) {
         installed(s);
         s.home().write(QStringLiteral("a/rather/long/way/to/the/folder/with/more/models/One-Q4_0.gguf"));
         s.window().program->library().addPlace(QUrl::fromLocalFile(s.home().path(QStringLiteral("a/rather/long/way/to/the/folder/with/more/models"))));
         QTest::qWait(400);
         s.click("foldersButton");
       }},
      {"installed_offer", [](Stage& s) {
         s.open();
         s.home().write(QStringLiteral("desktop/Two-Q4_0.gguf"));
         s.window().program->library().open(QUrl::fromLocalFile(s.home().write(QStringLiteral("desktop/One-Q4_0.gguf"))));
         QTest::qWait(400);
       }},
  };
}

}  // namespace deepwell
