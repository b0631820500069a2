// Downloads in the window, against a helper that the test plays.
#include "app/privacy/connection_file.h"
#include "tests/app/hub_window.h"

using namespace deepwell;

namespace {

size_t recorded(const QString& file) {
  const auto record = readConnections(file.toStdString());
  return record ? record->connections.size() : 0;
}

}  // namespace

class TestDownloads : public WindowTest {
  Q_OBJECT

 private slots:
  // From the catalog to a model that can be loaded; the helper starts at the click and ends after it.
  void downloadsFromTheCatalog() {
    const TemporaryHome home;
    PlayedHelper helper;
    HubWindow h(home, [&] { return helper.launch(); });
    QVERIFY(h.opened("tab_discover"));
    QTRY_VERIFY(h.w.find("catalogRow1"));
    QCOMPARE(helper.started, 0);
    QVERIFY(h.hub().downloadModel(QStringLiteral("r1-distill-qwen-7b")));
    QVERIFY(!h.hub().downloadModel(QStringLiteral("r1-distill-qwen-7b")));
    QVERIFY(h.w.click("tab_downloads"));
    const auto configured = helper.next<fetch::Configure>();
    QVERIFY(configured);
    QCOMPARE(configured->token_origin, std::string("https://huggingface.co"));
    const auto asked = helper.next<fetch::Get>();
    QVERIFY(asked);
    QCOMPARE(asked->url, std::string("https://huggingface.co/api/models/bartowski/DeepSeek-R1-Distill-Qwen-7B-GGUF/tree/main?recursive=true"));
    QCOMPARE(h.state(0), QStringLiteral("asking"));
    helper.say(fetch::Response{asked->id, 200, kTree, ""});
    const auto download = helper.next<fetch::Download>();
    QVERIFY(download);
    QCOMPARE(download->files.size(), size_t{1});
    QCOMPARE(download->files[0].path, std::string("DeepSeek-R1-Distill-Qwen-7B-Q4_K_M.gguf"));
    QCOMPARE(download->files[0].url, std::string("https://huggingface.co/bartowski/DeepSeek-R1-Distill-Qwen-7B-GGUF/resolve/main/DeepSeek-R1-Distill-Qwen-7B-Q4_K_M.gguf"));
    QCOMPARE(download->files[0].sha256, std::string(64, 'a'));
    // The catalog says about 4.4 GiB: what counts is what the hub has just said.
    QCOMPARE(download->files[0].size, uint64_t{4000});
    QCOMPARE(h.hub().downloads()->items()[0].total, 4000);
    QCOMPARE(QString::fromStdString(download->folder.string()), home.path("data/models/bartowski/DeepSeek-R1-Distill-Qwen-7B-GGUF"));
    fetch::DownloadStatus running = status(download->id, fetch::Phase::kRunning, 1000);
    running.bytes_per_second = 100;
    running.note = "Retrying in 4 s: the connection was reset";
    helper.say(running);
    QTRY_COMPARE(h.download(0, DownloadModel::ProgressRole).toDouble(), 0.25);
    QTRY_VERIFY(h.w.textOf("downloadWords").contains(QStringLiteral("less than a minute left")));
    QVERIFY(h.w.textOf("downloadWords").contains(QStringLiteral("connection was reset")));
    QVERIFY(h.w.textOf("helperState").contains(QStringLiteral("running")));
    helper.say(fetch::Connection{1, true, 1700000000000, "huggingface.co", "1.2.3.4", 443, "download", 5000, 300});
    const QString path = home.write("data/models/bartowski/DeepSeek-R1-Distill-Qwen-7B-GGUF/DeepSeek-R1-Distill-Qwen-7B-Q4_K_M.gguf");
    helper.say(status(download->id, fetch::Phase::kDone, 4000));
    QVERIFY(helper.hungUp());
    QTRY_COMPARE(h.state(0), QStringLiteral("done"));
    QTRY_COMPARE(h.w.program->library().installed()->count(), 1);
    QVERIFY(h.w.click("loadDownloaded"));
    QTRY_COMPARE(h.w.workspace->engine()->path(), path);
    QVERIFY(h.catalog("r1-distill-qwen-7b", CatalogModel::InstalledRole).toBool());
    // What the hub published is what the file is checked against: these bytes are others.
    h.w.program->library().verify(path);
    QTRY_COMPARE(h.w.program->library().find(path).value("checkKind").toInt(), static_cast<int>(VerifyOutcome::kChanged));
    QFile connections(home.path("data/connections.jsonl"));
    QVERIFY(connections.open(QIODevice::ReadOnly));
    const auto event = fetch::readEvent(connections.readLine().trimmed().toStdString());
    QVERIFY(event && std::get<fetch::Connection>(*event).host == "huggingface.co");
  }

  // Who asks for a model whose download was paused, or has failed, gets it.
  void askedForAgainItGoesOn() {
    const TemporaryHome home;
    PlayedHelper helper;
    HubWindow h(home, [&] { return helper.launch(); });
    QVERIFY(h.opened("tab_downloads"));
    QVERIFY(h.hub().downloadModel(QStringLiteral("r1-distill-qwen-7b")));
    QVERIFY(helper.next<fetch::Get>());
    h.hub().downloads()->pause(0);
    QCOMPARE(h.state(0), QStringLiteral("paused"));
    QVERIFY(helper.hungUp());
    QVERIFY(h.hub().downloadModel(QStringLiteral("r1-distill-qwen-7b")));
    QCOMPARE(h.hub().downloads()->count(), 1);
    const auto asked = helper.next<fetch::Get>();
    QVERIFY(asked);
    helper.say(fetch::Response{asked->id, 200, kTree, ""});
    QVERIFY(helper.next<fetch::Download>());
  }

  void pauseResumeCancel() {
    const TemporaryHome home;
    PlayedHelper helper;
    HubWindow h(home, [&] { return helper.launch(); });
    QVERIFY(h.opened("tab_downloads"));
    QTRY_VERIFY(h.w.find("noDownloads"));
    h.hub().downloadModel(QStringLiteral("r1-distill-qwen-7b"));
    const auto asked = helper.next<fetch::Get>();
    QVERIFY(asked);
    helper.say(fetch::Response{asked->id, 200, kTree, ""});
    auto download = helper.next<fetch::Download>();
    QVERIFY(download);
    helper.say(status(download->id, fetch::Phase::kRunning, 2000));
    QTRY_COMPARE(h.state(0), QStringLiteral("running"));
    QVERIFY(h.w.click("pauseButton"));
    QVERIFY(helper.next<fetch::Pause>());
    QVERIFY(helper.hungUp());  // nothing else is on its way: no helper waits for it
    QTRY_COMPARE(h.state(0), QStringLiteral("paused"));
    QCOMPARE(helper.started, 1);
    QVERIFY(h.w.click("resumeButton"));
    download = helper.next<fetch::Download>();
    QVERIFY(download);
    QCOMPARE(helper.started, 2);
    helper.say(status(download->id, fetch::Phase::kRunning, 2500));
    QTRY_COMPARE(h.state(0), QStringLiteral("running"));
    QVERIFY(h.w.click("cancelButton"));
    QVERIFY(h.w.click("confirmCancel"));
    const auto cancel = helper.next<fetch::Cancel>();
    QVERIFY(cancel && cancel->erase && cancel->id == download->id);
    QTRY_COMPARE(h.hub().downloads()->count(), 0);
    QVERIFY(helper.hungUp());
  }

  // The second click of a double click is not for the download that comes after the one that went.
  void aDoubleClickCancelsOne() {
    const TemporaryHome home;
    PlayedHelper helper;
    HubWindow h(home, [&] { return helper.launch(); });
    QVERIFY(h.opened("tab_downloads"));
    QVERIFY(h.hub().downloadModel(QStringLiteral("r1-distill-qwen-7b")));
    QVERIFY(h.hub().downloadModel(QStringLiteral("r1-distill-qwen-14b")));
    const QString second = h.download(1, DownloadModel::NameRole).toString();
    QTRY_VERIFY(h.w.find("downloadRow0"));
    h.hub().downloads()->pause(0);
    h.hub().downloads()->pause(1);
    QVERIFY(QMetaObject::invokeMethod(h.w.find("downloadRow0"), "cancelRequested"));
    QTRY_VERIFY(h.w.find("confirmCancel"));
    QVERIFY(h.w.doubleClick("confirmCancel"));
    QTRY_VERIFY(!h.w.find("confirmCancel"));
    QCOMPARE(h.hub().downloads()->count(), 1);
    QCOMPARE(h.download(0, DownloadModel::NameRole).toString(), second);
  }

  // Errors are words; a helper that dies is one, and what it did is not lost.
  void failuresAreSaid() {
    const TemporaryHome home;
    PlayedHelper helper;
    bool broken = true;
    HubWindow h(home, [&]() -> Result<fetch::HelperPipes> {
      if (broken) return fail(ErrorCode::kIo, "deepwell-fetch is not beside the program: install it again");
      return helper.launch();
    });
    QVERIFY(h.opened("tab_downloads"));
    h.hub().downloadModel(QStringLiteral("r1-distill-qwen-7b"));
    QTRY_VERIFY(h.w.textOf("downloadError").contains(QStringLiteral("install it again")));
    broken = false;
    QVERIFY(h.w.click("resumeButton"));
    auto asked = helper.next<fetch::Get>();
    QVERIFY(asked);
    helper.say(fetch::Response{asked->id, 404, "", "huggingface.co answered with status 404"});
    QTRY_VERIFY(h.w.textOf("downloadError").contains(QStringLiteral("no repository")));
    QVERIFY(helper.hungUp());
    QVERIFY(h.w.click("resumeButton"));
    asked = helper.next<fetch::Get>();
    QVERIFY(asked);
    helper.say(fetch::Response{asked->id, 200, "[]", ""});
    QTRY_VERIFY(h.w.textOf("downloadError").contains(QStringLiteral("no file of Q4_K_M")));
    QVERIFY(h.w.click("resumeButton"));
    asked = helper.next<fetch::Get>();
    QVERIFY(asked);
    helper.say(fetch::Response{asked->id, 200, kTree, ""});
    auto download = helper.next<fetch::Download>();
    QVERIFY(download);
    helper.say(status(download->id, fetch::Phase::kRunning, 1500));
    QTRY_COMPARE(h.state(0), QStringLiteral("running"));
    helper.hangUp();
    QTRY_VERIFY(h.w.textOf("downloadError").contains(QStringLiteral("ended unexpectedly")));
    QVERIFY(h.w.click("resumeButton"));
    download = helper.next<fetch::Download>();
    QVERIFY(download);
    fetch::DownloadStatus failed = status(download->id, fetch::Phase::kFailed, 1500);
    failed.error = "the disk is full: 2.1 GiB more are needed";
    helper.say(failed);
    QTRY_VERIFY(h.w.textOf("downloadError").contains(QStringLiteral("disk is full")));
  }

  // A file that is damaged later: what was downloaded here can be repaired, and only what is wrong comes again.
  void damagedFilesAreRepaired() {
    const TemporaryHome home;
    PlayedHelper helper;
    HubWindow h(home, [&] { return helper.launch(); });
    QVERIFY(h.opened("tab_downloads"));
    h.hub().downloadModel(QStringLiteral("r1-distill-qwen-7b"));
    const auto asked = helper.next<fetch::Get>();
    QVERIFY(asked);
    helper.say(fetch::Response{asked->id, 200, kTree, ""});
    auto download = helper.next<fetch::Download>();
    QVERIFY(download && !download->repair);
    const QString path = home.write("data/models/bartowski/DeepSeek-R1-Distill-Qwen-7B-GGUF/DeepSeek-R1-Distill-Qwen-7B-Q4_K_M.gguf");
    helper.say(status(download->id, fetch::Phase::kDone, 4000));
    QTRY_COMPARE(h.w.program->library().installed()->count(), 1);
    QVERIFY(h.w.click("tab_installed"));
    QVERIFY(!h.w.find("repairButton"));
    h.w.program->library().verify(path);
    QTRY_COMPARE(h.w.program->library().find(path).value("checkKind").toInt(), static_cast<int>(VerifyOutcome::kChanged));
    QVERIFY(h.w.click("repairButton"));
    download = helper.next<fetch::Download>();
    QVERIFY(download && download->repair);
    QCOMPARE(download->files.size(), size_t{1});
    QTRY_COMPARE(h.hub().downloads()->count(), 1);
  }

  // The list outlives the program; nothing starts by itself.
  void unfinishedOnesAreOfferedAgain() {
    const TemporaryHome home;
    PlayedHelper helper;
    {
      HubWindow h(home, [&] { return helper.launch(); });
      QVERIFY(h.opened("tab_downloads"));
      h.hub().downloadModel(QStringLiteral("r1-distill-qwen-7b"));
      const auto asked = helper.next<fetch::Get>();
      QVERIFY(asked);
      helper.say(fetch::Response{asked->id, 200, kTree, ""});
      const auto download = helper.next<fetch::Download>();
      QVERIFY(download);
      helper.say(status(download->id, fetch::Phase::kRunning, 1000));
      helper.say(status(download->id, fetch::Phase::kRunning, 2000));
      QTRY_COMPARE(h.download(0, DownloadModel::ProgressRole).toDouble(), 0.5);
    }
    HubWindow h(home, [&] { return helper.launch(); });
    QVERIFY(h.opened("tab_downloads"));
    QCOMPARE(h.state(0), QStringLiteral("paused"));
    QCOMPARE(h.download(0, DownloadModel::ProgressRole).toDouble(), 0.5);
    QVERIFY(h.w.find("resumeButton") && !h.w.find("clearDone"));
    QCOMPARE(helper.started, 1);
    QVERIFY(h.w.click("resumeButton"));
    const auto download = helper.next<fetch::Download>();
    QVERIFY(download);
    QCOMPARE(download->files.size(), size_t{1});
    QCOMPARE(download->files[0].sha256, std::string(64, 'a'));
  }

  // Several files of a repository without a quantisation in their names, or with the same one: each is a download of its own.
  void everyFileSetIsItsOwnDownload() {
    const TemporaryHome home;
    PlayedHelper helper;
    HubWindow h(home, [&] { return helper.launch(); });
    QVERIFY(h.opened("tab_discover"));
    h.hub().list(QStringLiteral("me/Mixed"));
    const auto asked = helper.next<fetch::Get>();
    QVERIFY(asked);
    helper.say(fetch::Response{asked->id, 200, R"([{"type":"file","path":"small.gguf","size":1000},{"type":"file","path":"large.gguf","size":2000},
        {"type":"file","path":"a/R1-Q4_0.gguf","size":3000},{"type":"file","path":"b/R1-Q4_0.gguf","size":4000}])", ""});
    QTRY_COMPARE(h.hub().files()->count(), 4);
    for (int row = 0; row < 4; ++row) QVERIFY2(h.hub().downloadFile(row), qPrintable(QString::number(row)));
    QVERIFY(!h.hub().downloadFile(0));
    QCOMPARE(h.hub().downloads()->count(), 4);
    for (const char* path : {"small.gguf", "large.gguf", "a/R1-Q4_0.gguf", "b/R1-Q4_0.gguf"}) {
      const auto download = helper.next<fetch::Download>();
      QVERIFY(download && download->files.size() == 1);
      QCOMPARE(download->files[0].path, std::string(path));
    }
  }

  // One that the catalog names by its folder is the same that the hub's list names by its first file.
  void theSameFilesAreOneDownload() {
    DownloadItem catalog;
    catalog.hub = QStringLiteral("https://huggingface.co");
    catalog.repository = QStringLiteral("unsloth/R1-GGUF");
    catalog.match = QStringLiteral("UD-IQ1_S/");
    DownloadItem listed = catalog;
    listed.match = listed.path = QStringLiteral("UD-IQ1_S/R1-UD-IQ1_S-00001-of-00003.gguf");
    QVERIFY(isSameDownload(catalog, listed) && isSameDownload(listed, catalog));
    DownloadItem other = listed;
    other.match = other.path = QStringLiteral("UD-IQ2_XXS/R1-UD-IQ2_XXS-00001-of-00004.gguf");
    QVERIFY(!isSameDownload(catalog, other) && !isSameDownload(listed, other));
    other = listed;
    other.hub = QStringLiteral("https://mirror.example.org");
    QVERIFY(!isSameDownload(listed, other));
  }

  // Where the record of connections cannot be kept nothing connects, and the person is told why.
  void withoutARecordNothingConnects() {
    const TemporaryHome home;
    PlayedHelper helper;
    const QString record = HubWindow::folder(home) + QStringLiteral("/connections.jsonl");
    QVERIFY(QDir().mkdir(record));  // a folder stands in its way
    HubWindow h(home, [&] { return helper.launch(); });
    QVERIFY(h.opened("tab_downloads"));
    h.hub().downloadModel(QStringLiteral("r1-distill-qwen-7b"));
    QTRY_VERIFY2(h.w.textOf("downloadError").contains(record), qPrintable(h.w.textOf("downloadError")));
    QVERIFY(h.w.textOf("downloadError").contains(QStringLiteral("record")));
    h.hub().search(QStringLiteral("r1"));
    QVERIFY(h.hub().searchError().contains(record));
    QCOMPARE(helper.started, 0);
    h.w.key(Qt::Key_Comma, Qt::ControlModifier);
    QVERIFY(h.w.click("settings_privacy"));
    QTRY_VERIFY(h.w.textOf("connectionNotes").contains(record));
    h.w.key(Qt::Key_Escape);
    QTRY_VERIFY(!h.w.find("connectionNotes"));
    QVERIFY(QDir().rmdir(record));
    QVERIFY(h.w.click("resumeButton"));
    QVERIFY(helper.next<fetch::Get>());
  }

  // It fails in the middle: what is on its way stops, and the privacy page says that the record is not complete.
  void aRecordThatFailsStopsDownloads() {
    const TemporaryHome home;
    PlayedHelper helper;
    HubWindow h(home, [&] { return helper.launch(); });
    QVERIFY(h.opened("tab_downloads"));
    h.hub().downloadModel(QStringLiteral("r1-distill-qwen-7b"));
    const auto asked = helper.next<fetch::Get>();
    QVERIFY(asked);
    helper.say(fetch::Response{asked->id, 200, kTree, ""});
    const auto download = helper.next<fetch::Download>();
    QVERIFY(download);
    const QString record = home.path("data/connections.jsonl");
    QVERIFY(QFile::remove(record));
    QVERIFY(QFile::link(QStringLiteral("/dev/full"), record));
    helper.say(fetch::Connection{1, false, 1700000000000, "huggingface.co", "1.2.3.4", 443, "download", 0, 0});
    const auto stopped = helper.next<fetch::Cancel>();
    QVERIFY(stopped && stopped->id == download->id && !stopped->erase);
    QTRY_COMPARE(h.state(0), QStringLiteral("failed"));
    QVERIFY(helper.hungUp());
    h.w.key(Qt::Key_Comma, Qt::ControlModifier);
    QVERIFY(h.w.click("settings_privacy"));
    QTRY_VERIFY2(h.w.textOf("connectionNotes").contains(QStringLiteral("not complete")), qPrintable(h.w.textOf("connectionNotes")));
    h.w.key(Qt::Key_Escape);
    QTRY_VERIFY(!h.w.find("connectionNotes"));
    // There is room again: the line is written with the next one, and the record is whole.
    QVERIFY(QFile::remove(record));
    // What the helper said of the download meanwhile does not take the reason away.
    helper.say(status(download->id, fetch::Phase::kRunning, 1000));
    helper.say(status(download->id, fetch::Phase::kPaused, 1000));
    helper.say(fetch::Connection{2, true, 1700000000000, "huggingface.co", "1.2.3.4", 443, "download", 0, 0});
    QTRY_COMPARE(recorded(record), size_t{2});
    QVERIFY(!readConnections(record.toStdString())->incomplete);
    QCOMPARE(h.state(0), QStringLiteral("failed"));
    QVERIFY(h.w.textOf("downloadError").contains(record));
    QVERIFY(h.w.click("resumeButton"));
    const auto again = helper.next<fetch::Download>();
    QVERIFY(again && again->id != download->id && again->files.size() == 1);
  }

  // A search and a list of files are connections like any other.
  void aRecordThatFailsStopsQuestions() {
    const TemporaryHome home;
    PlayedHelper helper;
    HubWindow h(home, [&] { return helper.launch(); });
    QVERIFY(h.opened("tab_discover"));
    h.hub().search(QStringLiteral("r1"));
    const auto search = helper.next<fetch::Get>();
    h.hub().list(QStringLiteral("me/R1-GGUF"));
    const auto list = helper.next<fetch::Get>();
    QVERIFY(search && list);
    const QString record = home.path("data/connections.jsonl");
    QVERIFY(QFile::remove(record));
    QVERIFY(QFile::link(QStringLiteral("/dev/full"), record));
    helper.say(fetch::Connection{1, false, 1700000000000, "huggingface.co", "1.2.3.4", 443, "search", 0, 0});
    for (const uint64_t id : {search->id, list->id}) {
      const auto stopped = helper.next<fetch::Cancel>();
      QVERIFY(stopped && stopped->id == id);
    }
    QVERIFY(helper.hungUp());
    QVERIFY(!h.hub().searching() && !h.hub().listing());
    QVERIFY2(h.hub().searchError().contains(record), qPrintable(h.hub().searchError()));
    QVERIFY2(h.hub().filesError().contains(record), qPrintable(h.hub().filesError()));
    // Who empties the record then does not find in it later what was before.
    QVERIFY(QFile::remove(record));
    h.w.program->privacy().connections()->clear();
    h.hub().search(QStringLiteral("r1"));
    QVERIFY(helper.next<fetch::Get>());
    QCOMPARE(recorded(record), size_t{0});
    QVERIFY(!readConnections(record.toStdString())->incomplete);
  }

  // Several at once: each of them keeps why, also in the next window.
  void aHelperThatDiesFailsAllOfThem() {
    const TemporaryHome home;
    PlayedHelper helper;
    const auto allFailed = [](HubWindow& h) {
      for (int row = 0; row < h.hub().downloads()->count(); ++row)
        if (h.state(row) != QLatin1String("failed") || !h.download(row, DownloadModel::ErrorRole).toString().contains(QLatin1String("ended unexpectedly"))) return false;
      return h.hub().downloads()->count() == 40;
    };
    {
      HubWindow h(home, [&] { return helper.launch(); });
      QVERIFY(h.opened("tab_downloads"));
      h.hub().list(QStringLiteral("me/Many"));
      const auto asked = helper.next<fetch::Get>();
      QVERIFY(asked);
      QStringList files;
      for (int i = 0; i < 40; ++i) files << QStringLiteral(R"({"type":"file","path":"%1.gguf","size":1000})").arg(i);
      helper.say(fetch::Response{asked->id, 200, "[" + files.join(u',').toStdString() + "]", ""});
      QTRY_COMPARE(h.hub().files()->count(), 40);
      for (int row = 0; row < 40; ++row) QVERIFY(h.hub().downloadFile(row));
      helper.hangUp();
      QTRY_VERIFY(allFailed(h));
    }
    HubWindow h(home, [&] { return helper.launch(); });
    QVERIFY(h.opened("tab_downloads"));
    QVERIFY(allFailed(h));
  }

  // The next question starts a new helper while the one before still says what its connections have brought.
  void whatAHelperSaysAtItsEndCounts() {
    const TemporaryHome home;
    PlayedHelper first;
    PlayedHelper second;
    HubWindow h(home, [&] { return first.started == 0 ? first.launch() : second.launch(); });
    QVERIFY(h.opened("tab_discover"));
    h.hub().search(QStringLiteral("r1"));
    const auto asked = first.next<fetch::Get>();
    QVERIFY(asked);
    first.say(fetch::Response{asked->id, 200, "[]", ""});
    QVERIFY(first.hungUp());
    h.hub().search(QStringLiteral("r2"));
    QVERIFY(second.next<fetch::Get>());
    first.say(fetch::Response{asked->id + 1, 200, "[]", ""});  // no answer of the new one's
    first.say(fetch::Connection{1, true, 1700000000000, "huggingface.co", "1.2.3.4", 443, "search", 700, 300});
    first.hangUp();
    const QString record = home.path("data/connections.jsonl");
    QTRY_COMPARE(recorded(record), size_t{1});
    QCOMPARE(readConnections(record.toStdString())->bytes_received, uint64_t{700});
    QVERIFY(h.hub().searching());
  }
};

int main(int argc, char** argv) {
  TestDownloads test;
  return runWindowTest(test, argc, argv);
}
#include "tst_downloads.moc"
