// The list of chats, its menus and views, the search, import and export.
#include <SQLiteCpp/SQLiteCpp.h>

#include <QDateTime>

#include "tests/app/pictures/pictures.h"

namespace deepwell {
namespace {

// A history of some weeks: pins, folders, the archive, the bin.
void writeHistory(Stage& s) {
  s.open();
  s.close();
  SQLite::Database db((s.data() + QStringLiteral("/chats.sqlite")).toStdString(), SQLite::OPEN_READWRITE);
  const auto hour = 3'600'000LL;
  const qint64 now = QDateTime::currentMSecsSinceEpoch();
  db.exec("INSERT INTO folders(name, created) VALUES('Work', 1), ('A folder with a name that is much longer than the list is wide', 2), ('Empty', 3)");
  const auto chat = [&](const char* title, qint64 hours, const char* more = "") {
    SQLite::Statement insert(db, "INSERT INTO chats(title, created, updated) VALUES(?, ?, ?)");
    insert.bind(1, title);
    insert.bind(2, static_cast<int64_t>(now - hours * hour));
    insert.bind(3, static_cast<int64_t>(now - hours * hour));
    insert.exec();
    if (*more) db.exec("UPDATE chats SET " + std::string(more) + " WHERE id = last_insert_rowid()");
  };
  chat("Counting letters in berries", 0);
  chat("A question whose title goes on and on, so that no list of chats is ever wide enough to show all of it", 1);
  chat("草莓这个词有多少笔画", 2);
  chat("كم مرة يظهر الحرف في كلمة فراولة", 3);
  chat("🍓 Strawberry jam without sugar", 26);
  chat("Proof that √2 is irrational", 28);
  chat("Refactoring the parser", 90, "folder = 1");
  chat("Release notes 2.4", 95, "folder = 1");
  chat("Plan a week in Lisbon", 120);
  chat("What is a monad?", 400);
  chat("Sourdough, second attempt", 900);
  chat("My reading list", 950, "pinned = 1");
  chat("Old letter to the landlord", 1000, "archived = 1");
  chat("Tax return 2024", 1100, "archived = 1");
  db.exec("UPDATE chats SET deleted_at = " + std::to_string(now) + " WHERE title IN ('What is a monad?', 'Sourdough, second attempt')");
}

void showHistory(Stage& s) {
  writeHistory(s);
  s.open();
  QTest::qWait(300);
  s.sidebar();
}

void exportOne(Stage& s) {
  s.open();
  s.ask(QStringLiteral("How many r are in strawberry?"), "", "Three.");
  s.window().workspace->transfer()->exportChat(s.window().chat().chatId(), QStringLiteral("markdown"), QUrl::fromLocalFile(s.home().path(QStringLiteral("How many r are in strawberry.md"))));
  QTest::qWait(500);
}

void search(Stage& s, const char* query) {
  s.open();
  s.ask(QStringLiteral("How many letters are in strawberry?"), "Let me count every letter of the word.", "There are ten letters: s, t, r, a, w, b, e, r, r and y. No letter is left out.");
  s.ask(QStringLiteral("And in blueberry?"), "", "Nine letters.");
  s.window().workspace->newChat();
  s.sidebar();
  QTest::qWait(200);
  s.click("searchChats");
  s.window().type(QLatin1String(query));
  QTest::qWait(600);
}

}  // namespace

std::vector<PictureState> listStates() {
  return {
      {"list", &showHistory},
      {"list_empty", [](Stage& s) { s.open(); s.sidebar(); }},
      {"list_chat_menu", [](Stage& s) { showHistory(s); s.menu("chatRow5"); }},
      {"list_move_menu", [](Stage& s) { showHistory(s); s.menu("chatRow5"); s.click("moveMenuItem"); }},
      {"list_export_menu", [](Stage& s) { showHistory(s); s.menu("chatRow5"); s.click("exportMenuItem"); }},
      {"list_folder_menu", [](Stage& s) { showHistory(s); s.menu("folderRow1"); }},
      {"list_menu", [](Stage& s) { showHistory(s); s.click("listMenuButton"); }},
      {"list_rename", [](Stage& s) { showHistory(s); s.menu("chatRow5"); s.click("renameItem"); QTest::qWait(300); }},
      {"list_new_folder", [](Stage& s) { showHistory(s); s.click("listMenuButton"); s.click("newFolderItem"); QTest::qWait(400); }},
      {"list_archive", [](Stage& s) { showHistory(s); s.click("listMenuButton"); s.click("archivedItem"); }},
      {"list_archive_empty", [](Stage& s) { s.open(); s.sidebar(); s.click("listMenuButton"); s.click("archivedItem"); }},
      {"list_bin", [](Stage& s) { showHistory(s); s.click("listMenuButton"); s.click("binItem"); }},
      {"list_bin_ask", [](Stage& s) { showHistory(s); s.click("listMenuButton"); s.click("binItem"); QTest::qWait(400); s.click("emptyBin"); }},
      {"list_bin_empty", [](Stage& s) { s.open(); s.sidebar(); s.click("listMenuButton"); s.click("binItem"); }},
      {"list_deleted", [](Stage& s) { showHistory(s); s.menu("chatRow5"); s.click("deleteItem"); QTest::qWait(300); }},
      {"list_search", [](Stage& s) { search(s, "letter"); }},
      {"list_search_none", [](Stage& s) { search(s, "elephant"); }},
      {"list_chat_long_title", [](Stage& s) { showHistory(s); s.window().workspace->openChat(2); QTest::qWait(300); }},
      {"transfer_exported", &exportOne},
      {"transfer_failed", [](Stage& s) {
         s.open();
         s.window().workspace->transfer()->importFile(QUrl::fromLocalFile(s.home().write(QStringLiteral("nonsense.json"), "{\"this is\": [\"not")));
         QTest::qWait(500);
       }},
      {"transfer_imported", [](Stage& s) {
         s.open();
         s.window().workspace->transfer()->importFile(QUrl::fromLocalFile(s.home().write(QStringLiteral("conversations.json"),
             R"([{"title":"Plan a trip","create_time":1700000000,"update_time":1700000100,"current_node":"b","mapping":{"r":{"id":"r","message":null,"parent":null,"children":["a"]},"a":{"id":"a","parent":"r","children":["b"],"message":{"id":"a","author":{"role":"user"},"create_time":1700000000,"content":{"content_type":"text","parts":["Where to?"]}}},"b":{"id":"b","parent":"a","children":["c"],"message":{"id":"b","author":{"role":"assistant"},"create_time":1700000001,"content":{"content_type":"text","parts":["Lisbon."]}}},"c":{"id":"c","parent":"b","children":[],"message":{"id":"c","author":{"role":"assistant"},"content":{"content_type":"image_asset_pointer","parts":[{"x":1}]}}}}},{"title":"broken"}])")));
         QTest::qWait(700);
       }},
  };
}

}  // namespace deepwell
