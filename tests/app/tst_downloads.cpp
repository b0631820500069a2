// Catalog, search and downloads in the window: against a helper that the test plays, and against deepwell-fetch itself.
#include <QJsonDocument>
#include <QProcess>
#include <csignal>

#include "app/sandbox/spawn.h"
#include "tests/app/model_tree.h"
#include "tests/app/played_helper.h"
#include "tests/app/window_fixture.h"

using namespace deepwell;

namespace {

struct HubWindow {
  HubWindow(const TemporaryHome& home, fetch::HelperLauncher launch) : w(folder(home), false, services(std::move(launch))) {}
  static QString folder(const TemporaryHome& home) {
    QDir().mkpath(home.path(QStringLiteral("data")));
    return home.path(QStringLiteral("data"));
  }
  static Services services(fetch::HelperLauncher launch) {
    Services services;
    services.start_helper = std::move(launch);
    return services;
  }
  bool opened(const char* tab) {
    if (!w.shown()) return false;
    w.loader->setDevices({{{DeviceKind::kCpu, 0, "CPU", "", 16ULL << 30U, 12ULL << 30U, false, false, ""}}, {}});
    w.key(Qt::Key_M, Qt::ControlModifier | Qt::ShiftModifier);
    return QTest::qWaitFor([this] { return w.program->library().scanned() && !w.program->library().scanning(); }, 60000) && w.click(tab);
  }
  Hub& hub() { return w.program->hub(); }
  QVariant download(int row, int role) { return hub().downloads()->index(row).data(role); }
  QString state(int row) { return download(row, DownloadModel::StateRole).toString(); }
  QVariant catalog(const QString& id, int role) {
    for (int row = 0; row < hub().catalog()->rowCount(); ++row)
      if (hub().catalog()->index(row).data(CatalogModel::IdRole) == id) return hub().catalog()->index(row).data(role);
    return {};
  }

  Window w;
};

const std::string kTree = R"([{"type":"file","path":"DeepSeek-R1-Distill-Qwen-7B-Q4_K_M.gguf","size":4000,
    "lfs":{"oid":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","size":4000}},
    {"type":"file","path":"../../.bashrc","size":4}])";

fetch::DownloadStatus status(uint64_t id, fetch::Phase phase, uint64_t done = 0, uint64_t total = 4000) {
  fetch::DownloadStatus status;
  status.id = id;
  status.phase = phase;
  status.bytes_done = done;
  status.bytes_total = total;
  return status;
}

}  // namespace

class TestDownloads : public WindowTest {
  Q_OBJECT

 private slots:
  void theCatalogIsComplete() {
    const QList<CatalogEntry> entries = readCatalog();
    QVERIFY(entries.size() >= 10);
    QSet<QString> ids;
    for (const CatalogEntry& entry : entries) {
      QVERIFY2(!ids.contains(entry.id), qPrintable(entry.id));
      ids.insert(entry.id);
      QVERIFY2(entry.abouts.size() == 5 && !entry.about().isEmpty() && !entry.license.isEmpty() && entry.context > 0 && entry.parameters > 0 && entry.kv_bytes > 0, qPrintable(entry.id));
      for (const CatalogVariant& variant : entry.variants) {
        QVERIFY2(hub::isRepositoryName(variant.repository.toStdString()), qPrintable(variant.repository));
        QVERIFY2(variant.bytes > 100'000'000 && !variant.match.isEmpty() && !variant.quantisation.isEmpty(), qPrintable(entry.id));
      }
    }
    for (const char* id : {"r1-distill-qwen-1.5b", "r1-distill-qwen-7b", "r1-distill-qwen-14b", "r1-distill-qwen-32b", "r1-distill-llama-8b",
                           "r1-distill-llama-70b", "r1-0528-qwen3-8b", "v2-lite-chat", "r1", "r1-0528", "v3-0324"})
      QVERIFY2(ids.contains(QLatin1String(id)), id);
  }

  // What is recommended depends on the memory.
  void recommendationsFollowTheMachine() {
    const auto no = [](const CatalogEntry&) { return false; };
    CatalogModel model;
    const auto role = [&](const char* id, int wanted) {
      for (int row = 0; row < model.rowCount(); ++row)
        if (model.index(row).data(CatalogModel::IdRole) == QLatin1String(id)) return model.index(row).data(wanted);
      return QVariant();
    };
    model.update({qint64{16} << 30, qint64{12} << 30, {}, 0, 0}, 0, no);
    QCOMPARE(role("r1-distill-qwen-7b", CatalogModel::BestNameRole).toString(), QStringLiteral("Q4_K_M"));
    QCOMPARE(role("r1-distill-qwen-1.5b", CatalogModel::BestNameRole).toString(), QStringLiteral("Q8_0"));
    QCOMPARE(role("r1-distill-llama-70b", CatalogModel::FitKindRole).toInt(), static_cast<int>(Fit::kTooBig));
    QCOMPARE(model.picks(3).size(), 3);
    QCOMPARE(model.picks(1), QStringList({"r1-0528-qwen3-8b"}));
    model.update({qint64{64} << 30, qint64{50} << 30, QStringLiteral("Card"), qint64{24} << 30, qint64{23} << 30}, 8192, no);
    QCOMPARE(role("r1-distill-qwen-7b", CatalogModel::BestNameRole).toString(), QStringLiteral("Q8_0"));
    QCOMPARE(role("r1-distill-qwen-32b", CatalogModel::FitKindRole).toInt(), static_cast<int>(Fit::kGpu));
    QCOMPARE(model.picks(1), QStringList({"r1-distill-qwen-32b"}));
    model.update({qint64{2} << 30, qint64{1} << 29, {}, 0, 0}, 0, no);
    QVERIFY(model.picks(3).isEmpty());
  }

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
    helper.say(fetch::Response{asked->id, 404, "{}", ""});
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

  // The first screen offers what fits; a click downloads it.
  void theFirstScreenOffersModels() {
    const TemporaryHome home;
    PlayedHelper helper;
    Window w(HubWindow::folder(home), true, HubWindow::services([&] { return helper.launch(); }));
    w.loader->setDevices({{{DeviceKind::kCpu, 0, "CPU", "", 16ULL << 30U, 12ULL << 30U, false, false, ""}}, {}});
    QVERIFY(w.shown());
    w.program->library().refresh();
    QTRY_COMPARE(w.program->hub().suggestions().size(), 3);
    QVERIFY(w.click("suggestion0"));
    QVERIFY(helper.next<fetch::Get>());
    QTRY_VERIFY(w.find("downloadRow0"));
    QTRY_VERIFY(w.find("cancelButton"));
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
      helper.say(status(download->id, fetch::Phase::kRunning, 2000));
      QTRY_COMPARE(h.state(0), QStringLiteral("running"));
    }
    HubWindow h(home, [&] { return helper.launch(); });
    QVERIFY(h.opened("tab_downloads"));
    QCOMPARE(h.state(0), QStringLiteral("paused"));
    QCOMPARE(helper.started, 1);
    QVERIFY(h.w.click("resumeButton"));
    const auto download = helper.next<fetch::Download>();
    QVERIFY(download);
    QCOMPARE(download->files.size(), size_t{1});
    QCOMPARE(download->files[0].sha256, std::string(64, 'a'));
  }

  void searchesAndListsFiles() {
    const TemporaryHome home;
    PlayedHelper helper;
    HubWindow h(home, [&] { return helper.launch(); });
    QVERIFY(h.opened("tab_discover"));
    QTRY_VERIFY(h.w.find("searchHub")->hasActiveFocus());
    h.w.type(QStringLiteral("r1 & co"));
    QCOMPARE(helper.started, 0);
    h.w.key(Qt::Key_Return);
    auto asked = helper.next<fetch::Get>();
    QVERIFY(asked);
    QVERIFY2(asked->url.find("search=r1%20%26%20co&") != std::string::npos, asked->url.c_str());
    helper.say(fetch::Response{asked->id, 200, R"([{"id":"me/<b>x"},{"id":"me/R1-GGUF","downloads":12345,"gated":"auto"},{"id":"../x"}])", ""});
    QTRY_COMPARE(h.hub().results()->count(), 1);
    QVERIFY(helper.hungUp());
    QVERIFY(h.w.click("hubRow0"));
    asked = helper.next<fetch::Get>();
    QVERIFY(asked);
    helper.say(fetch::Response{asked->id, 200, kTree, ""});
    QVERIFY(h.w.click("fileButton0"));
    const auto download = helper.next<fetch::Download>();
    QVERIFY(download);
    QCOMPARE(QString::fromStdString(download->folder.string()), home.path("data/models/me/R1-GGUF"));
    QTRY_VERIFY(h.w.find("downloadRow0"));
    QTRY_VERIFY(!h.w.find("closeFiles"));
    // Back to the list, and a search that fails.
    QVERIFY(h.w.click("tab_discover"));
    QVERIFY(h.w.click("backToCatalog"));
    QTRY_VERIFY(h.w.find("catalogRow0"));
    h.hub().search(QStringLiteral("zzz"));
    asked = helper.next<fetch::Get>();
    QVERIFY(asked);
    helper.say(fetch::Response{asked->id, 0, "", "huggingface.co: the name was not found; is there a network?"});
    QTRY_VERIFY(h.hub().searchError().contains(QStringLiteral("is there a network")));
    QTRY_VERIFY(h.w.find("hubState"));
  }

  void settingsReachTheHelper() {
    const TemporaryHome home;
    PlayedHelper helper;
    HubWindow h(home, [&] { return helper.launch(); });
    QVERIFY(h.opened("tab_discover"));
    Preferences& p = h.w.preferences();
    p.setHubAddress(QStringLiteral("http://example.org"));
    QCOMPARE(p.hubAddress(), QStringLiteral("https://huggingface.co"));
    p.setHubAddress(QStringLiteral("https://hub.example.org/mirror/"));
    QCOMPARE(h.hub().host(), QStringLiteral("hub.example.org"));
    p.setHubToken(QStringLiteral(" hf_secret "));
    p.setDownloadLimit(100);
    p.setDownloadConnections(7);
    p.setProxy(QStringLiteral("socks5://localhost:1080"));
    h.hub().search(QStringLiteral("x"));
    const auto configured = helper.next<fetch::Configure>();
    QVERIFY(configured);
    QCOMPARE(configured->token, std::string("hf_secret"));
    QCOMPARE(configured->token_origin, std::string("https://hub.example.org"));
    QCOMPARE(configured->bytes_per_second, uint64_t{102400});
    QCOMPARE(configured->connections, 7);
    QCOMPARE(configured->proxy, std::string("socks5://localhost:1080"));
    QVERIFY(!(QFile(home.path("data/settings.ini")).permissions() & (QFile::ReadGroup | QFile::ReadOther)));
    const auto asked = helper.next<fetch::Get>();
    QVERIFY(asked && asked->url.rfind("https://hub.example.org/mirror/api/models?", 0) == 0);
    h.w.key(Qt::Key_Comma, Qt::ControlModifier);
    QVERIFY(h.w.click("settings_library"));
    QTRY_COMPARE(h.w.textOf("hubAddress"), QStringLiteral("https://hub.example.org/mirror"));
    QCOMPARE(h.w.textOf("downloadConnections"), QStringLiteral("7"));
  }

  // The real helper and a server on this machine: from the search to a file with the right bytes, paused in between.
  void theRealHelper() {
    if (!QFile::exists(QStringLiteral(DEEPWELL_FETCH))) QSKIP("deepwell-fetch is not built");
    QProcess server;
    server.start(QStringLiteral("python3"), {QStringLiteral(LOCAL_HUB), QStringLiteral("4000000")});
    if (!server.waitForReadyRead(20000)) QSKIP("python3 cannot be started");
    const QString address = QStringLiteral("http://127.0.0.1:") + QString::fromUtf8(server.readLine()).trimmed();
    const TemporaryHome home;
    HubWindow h(home, [] { return sandbox::spawnHelper(DEEPWELL_FETCH, true); });
    QVERIFY(h.opened("tab_discover"));
    h.w.preferences().setHubAddress(address);
    h.hub().search(QStringLiteral("tiny"));
    QTRY_COMPARE(h.hub().results()->count(), 1);
    QVERIFY(h.w.click("hubRow0"));
    QTRY_COMPARE(h.hub().files()->count(), 3);
    QVERIFY(h.w.click("fileButton2"));
    QTRY_VERIFY(h.download(0, DownloadModel::ProgressRole).toDouble() > 0.05);
    h.hub().downloads()->pause(0);
    QTRY_COMPARE(h.state(0), QStringLiteral("paused"));
    QTRY_VERIFY(!h.hub().online());
    QVERIFY(h.w.click("resumeButton"));
    QTRY_COMPARE(h.state(0), QStringLiteral("done"));
    QTRY_VERIFY(!h.hub().online());
    const QString path = home.path("data/models/me/Tiny-R1-GGUF/Tiny-R1-Q8_0.gguf");
    QCOMPARE(QFileInfo(path).size(), qint64{3} << 20);
    QTRY_COMPARE(h.w.program->library().installed()->count(), 1);
    h.w.program->library().verify(path);
    QTRY_COMPARE(h.w.program->library().find(path).value("checkKind").toInt(), static_cast<int>(VerifyOutcome::kMatches));
    // A set of shards goes to a folder of its own.
    h.hub().list(QStringLiteral("me/Tiny-R1-GGUF"));
    QTRY_COMPARE(h.hub().files()->count(), 3);
    QVERIFY(h.hub().downloadFile(0));
    QTRY_COMPARE(h.state(1), QStringLiteral("done"));
    QTRY_COMPARE(h.w.program->library().installed()->count(), 2);
    QVERIFY(QFile::exists(home.path("data/models/me/Tiny-R1-GGUF/UD-IQ1_S/Tiny-R1-UD-IQ1_S-00002-of-00002.gguf")));
    server.kill();
    server.waitForFinished();
  }
};

int main(int argc, char** argv) {
  TestDownloads test;
  return runWindowTest(test, argc, argv);
}
#include "tst_downloads.moc"
