// Catalog, search and settings of the hub in the window: against a helper that the test plays, and against deepwell-fetch itself.
#include <QProcess>

#include "app/fetch/names.h"
#include "app/privacy/connection_file.h"
#include "app/sandbox/spawn.h"
#include "tests/app/hub_window.h"

using namespace deepwell;

namespace {
// A hub on this machine, of a few small models; ends with this.
struct LocalHub {
  explicit LocalHub(int bytes_a_second) {
    process.start(QStringLiteral("python3"), {QStringLiteral(LOCAL_HUB), QString::number(bytes_a_second)});
    if (process.waitForReadyRead(20000)) address = QStringLiteral("http://127.0.0.1:") + QString::fromUtf8(process.readLine()).trimmed();
  }
  ~LocalHub() {
    process.kill();
    process.waitForFinished();
  }

  QProcess process;
  QString address;  // empty: python3 cannot be started
};
}  // namespace

class TestHub : public WindowTest {
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

  // What can be known of the sizes without the hub: each quantisation has about so many bits a weight.
  void theCatalogsSizesAreConsistent() {
    struct Range { double least, most; };
    const QHash<QString, Range> bits{{"UD-IQ1_S", {1.5, 2.4}},   {"UD-IQ1_M", {1.9, 2.5}},   {"UD-IQ2_XXS", {2.2, 2.8}}, {"UD-Q2_K_XL", {2.6, 3.1}},
                                     {"UD-Q3_K_XL", {3.4, 4.0}}, {"UD-Q4_K_XL", {4.4, 5.0}}, {"Q2_K", {2.6, 3.4}},       {"Q3_K_M", {3.7, 4.3}},
                                     {"Q4_K_M", {4.6, 5.4}},     {"Q5_K_M", {5.5, 6.2}},     {"Q6_K", {6.4, 7.3}},       {"Q8_0", {8.4, 8.7}},
                                     {"f16", {15.9, 16.3}},      {"BF16", {15.9, 16.3}},     {"FP8", {8.0, 8.5}}};
    const QList<CatalogEntry> entries = readCatalog();
    for (const CatalogEntry& entry : entries) {
      QVERIFY2(entry.active >= 0 && entry.active < entry.parameters && entry.context >= 4096, qPrintable(entry.id));
      qint64 before = 0;
      for (const CatalogVariant& variant : entry.variants) {
        const QString what = entry.id + u' ' + variant.quantisation;
        QVERIFY2(bits.contains(variant.quantisation), qPrintable(what));
        const double own = 8 * static_cast<double>(variant.bytes) / static_cast<double>(entry.parameters);
        QVERIFY2(own >= bits[variant.quantisation].least && own <= bits[variant.quantisation].most, qPrintable(what + QStringLiteral(": %1 bits a weight").arg(own)));
        QVERIFY2(variant.bytes >= before, qPrintable(what + QStringLiteral(" is smaller than the one before it")));
        before = variant.bytes;
        // The repository is the model's, and the file that quantisation's.
        QVERIFY2(variant.repository.section(u'/', 1).contains(entry.name, Qt::CaseInsensitive), qPrintable(variant.repository));
        const bool whole = variant.match == QLatin1String("*");
        QVERIFY2(whole || variant.match.endsWith(u'/') || variant.match.endsWith(QLatin1String(".gguf")), qPrintable(what));
        QVERIFY2(whole || variant.match.contains(variant.quantisation), qPrintable(what));
        QVERIFY2(fetch::checkPath((variant.match + (variant.match.endsWith(u'/') ? QStringLiteral("x") : QString())).toStdString()) || whole, qPrintable(what));
        const Fit fit = fitOf(variant.bytes, entry.kv_bytes, 8192, {qint64{64} << 30, qint64{50} << 30, {}, 0, 0});
        QVERIFY2(!fit.word.isEmpty() && fit.why.contains(QStringLiteral("8,192")) && fit.needed > variant.bytes, qPrintable(what));
      }
    }
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

  // What a token is needed for leads to where it is put, and can be asked for again.
  void refusedFilesLeadToTheSettings() {
    const TemporaryHome home;
    PlayedHelper helper;
    HubWindow h(home, [&] { return helper.launch(); });
    QVERIFY(h.opened("tab_discover"));
    h.hub().search(QStringLiteral("r1"));
    auto asked = helper.next<fetch::Get>();
    QVERIFY(asked);
    helper.say(fetch::Response{asked->id, 200, R"([{"id":"me/R1-GGUF","downloads":12345,"gated":"auto"}])", ""});
    QTRY_COMPARE(h.hub().results()->count(), 1);
    QVERIFY(h.w.click("hubRow0"));
    asked = helper.next<fetch::Get>();
    QVERIFY(asked);
    helper.say(fetch::Response{asked->id, 503, "", "huggingface.co answered with status 503"});
    QTRY_VERIFY(h.w.find("filesAgain"));
    QVERIFY(!h.w.find("filesSettings"));  // no token would help
    QVERIFY(h.w.click("filesAgain"));
    asked = helper.next<fetch::Get>();
    QVERIFY(asked);
    QVERIFY(!h.w.find("filesAgain"));
    helper.say(fetch::Response{asked->id, 401, "", "huggingface.co answered with status 401"});  // as deepwell-fetch says it
    QTRY_VERIFY(h.w.find("filesSettings"));
    QVERIFY(h.hub().filesRefused());
    QVERIFY(h.w.click("filesSettings"));
    QTRY_VERIFY(h.w.find("hubToken"));
    QTRY_VERIFY(!h.w.find("filesList"));
  }

  // A model that would be refused after gigabytes is marked before, by the engine's own list, and comes last.
  void whatTheEngineDoesNotRunIsSaid() {
    const TemporaryHome home;
    PlayedHelper helper;
    HubWindow h(home, [&] { return helper.launch(); });
    QVERIFY(h.opened("tab_discover"));
    h.hub().search(QStringLiteral("4b"));
    auto asked = helper.next<fetch::Get>();
    QVERIFY(asked);
    QVERIFY2(asked->url.find("&filter=gguf&") != std::string::npos && asked->url.find("&expand%5B%5D=gguf") != std::string::npos, asked->url.c_str());
    helper.say(fetch::Response{asked->id, 200, R"([{"id":"a/gemma-3-4b-GGUF","gguf":{"architecture":"gemma3","total":3880099328}},
      {"id":"a/Qwen3-4B-GGUF","gguf":{"architecture":"qwen3","total":4022468096}},{"id":"a/Unknown-GGUF"}])", ""});
    QTRY_COMPARE(h.hub().results()->count(), 3);
    const auto role = [&h](int row, int wanted) { return h.hub().results()->index(row).data(wanted).toString(); };
    QCOMPARE(role(0, HubSearchModel::NameRole), QStringLiteral("Qwen3-4B-GGUF"));
    QCOMPARE(role(1, HubSearchModel::NameRole), QStringLiteral("Unknown-GGUF"));
    QCOMPARE(role(2, HubSearchModel::UnsupportedRole), QStringLiteral("Not supported: gemma3"));
    QVERIFY(role(2, HubSearchModel::WhyRole).contains(QStringLiteral("llama, qwen2, qwen3")));
    for (const int row : {0, 1}) QCOMPARE(role(row, HubSearchModel::UnsupportedRole), QString());
    QTRY_COMPARE(h.w.textOf("unsupportedTag"), QStringLiteral("Not supported: gemma3"));
    QVERIFY(h.w.click("hubRow2"));
    asked = helper.next<fetch::Get>();
    QVERIFY(asked);
    helper.say(fetch::Response{asked->id, 200, kTree, ""});
    QTRY_VERIFY(h.w.find("filesWarning"));
    QVERIFY(h.hub().filesWarning().contains(QStringLiteral("gemma3")));
    QCOMPARE(h.hub().files()->index(0).data(HubFilesModel::UnsupportedRole).toString(), QStringLiteral("Not supported: gemma3"));
    QVERIFY(h.w.click("closeFiles"));
    QTRY_VERIFY(!h.w.find("closeFiles"));
    QVERIFY(h.w.click("hubRow0"));
    asked = helper.next<fetch::Get>();
    QVERIFY(asked);
    helper.say(fetch::Response{asked->id, 200, kTree, ""});
    QTRY_VERIFY(h.w.find("fileButton0"));
    QVERIFY(!h.w.find("filesWarning"));
  }

  // One that refuses what it does not know is asked without it.
  void hubsThatKnowLess() {
    const TemporaryHome home;
    PlayedHelper helper;
    HubWindow h(home, [&] { return helper.launch(); });
    QVERIFY(h.opened("tab_discover"));
    h.hub().search(QStringLiteral("r1"));
    auto asked = helper.next<fetch::Get>();
    QVERIFY(asked);
    helper.say(fetch::Response{asked->id, 400, "", "hub answered with status 400"});
    asked = helper.next<fetch::Get>();
    QVERIFY(asked);
    QVERIFY2(asked->url.find("expand") == std::string::npos && asked->url.find("search=r1&filter=gguf") != std::string::npos, asked->url.c_str());
    helper.say(fetch::Response{asked->id, 200, R"([{"id":"me/R1-GGUF","downloads":5}])", ""});
    QTRY_COMPARE(h.hub().results()->count(), 1);
    QCOMPARE(h.hub().searchError(), QString());
    QTRY_VERIFY(h.w.find("hubRow0"));
  }

  // Safetensors are found too, in the order that was chosen, and as many as there are.
  void formatsOrdersAndMore() {
    const TemporaryHome home;
    PlayedHelper helper;
    HubWindow h(home, [&] { return helper.launch(); });
    QVERIFY(h.opened("tab_discover"));
    QVERIFY(!h.w.find("hubFormat"));
    h.hub().search(QStringLiteral("r1"));
    auto asked = helper.next<fetch::Get>();
    QVERIFY(asked);
    helper.say(fetch::Response{asked->id, 200, R"([{"id":"me/One-GGUF"}])", "", "https://huggingface.co/api/models?cursor=b"});
    QVERIFY(h.w.click("showMore"));
    asked = helper.next<fetch::Get>();
    QVERIFY(asked);
    QCOMPARE(asked->url, std::string("https://huggingface.co/api/models?cursor=b"));
    QVERIFY(!h.w.find("showMore"));
    helper.say(fetch::Response{asked->id, 503, "", "huggingface.co is busy (503)"});
    QTRY_VERIFY(h.hub().searchError().contains(QStringLiteral("503")));
    QCOMPARE(h.hub().results()->count(), 1);
    QVERIFY(h.w.click("showMore"));  // as long as it did not come
    asked = helper.next<fetch::Get>();
    QVERIFY(asked);
    helper.say(fetch::Response{asked->id, 200, R"([{"id":"me/One-GGUF"},{"id":"me/Two-GGUF"}])", "", "https://evil.example/api/models?cursor=c"});
    QTRY_COMPARE(h.hub().results()->count(), 2);
    QTRY_VERIFY(!h.hub().more() && !h.w.find("showMore"));
    QVERIFY(h.w.click("hubFormat"));
    QVERIFY(h.w.click("choice_safetensors"));
    asked = helper.next<fetch::Get>();
    QVERIFY(asked);
    QVERIFY2(asked->url.find("&filter=safetensors&pipeline_tag=text-generation&sort=downloads&") != std::string::npos && asked->url.find("=config") != std::string::npos,
             asked->url.c_str());
    helper.say(fetch::Response{asked->id, 200, R"([{"id":"me/Mistral","config":{"model_type":"mistral"}},{"id":"me/Awq","config":{"model_type":"llama",
      "quantization_config":{"quant_method":"awq"}}},{"id":"me/R1","config":{"model_type":"deepseek_v3","quantization_config":{"quant_method":"fp8"}}}])", ""});
    QTRY_COMPARE(h.hub().results()->count(), 3);
    const auto unsupported = [&h](int row) { return h.hub().results()->index(row).data(HubSearchModel::UnsupportedRole).toString(); };
    QCOMPARE(QStringList({unsupported(0), unsupported(1), unsupported(2)}), QStringList({"", "Not supported: mistral", "Not supported: awq"}));
    QVERIFY(h.w.click("hubOrder"));
    QVERIFY(h.w.click("choice_likes"));
    asked = helper.next<fetch::Get>();
    QVERIFY(asked && asked->url.find("&sort=likes&") != std::string::npos);
    helper.say(fetch::Response{asked->id, 200, R"([{"id":"me/R1","config":{"model_type":"deepseek_v3"}}])", ""});
    QVERIFY(h.w.click("hubRow0"));
    asked = helper.next<fetch::Get>();
    QVERIFY(asked);
    helper.say(fetch::Response{asked->id, 200, R"([{"type":"file","path":"config.json","size":9},{"type":"file","path":"model.safetensors","size":4000}])", ""});
    QTRY_COMPARE(h.hub().files()->count(), 1);
    QTRY_VERIFY(h.w.find("fileButton0"));
  }

  // An address that was copied from the hub opens the files at once.
  void pastedAddressesOpenTheFiles() {
    const TemporaryHome home;
    PlayedHelper helper;
    HubWindow h(home, [&] { return helper.launch(); });
    QVERIFY(h.opened("tab_discover"));
    QTRY_VERIFY(h.w.find("searchHub")->hasActiveFocus());
    h.w.type(QStringLiteral("https://huggingface.co/me/Gemma-GGUF/blob/main/Gemma-Q4_0.gguf"));
    h.w.key(Qt::Key_Return);
    auto tree = helper.next<fetch::Get>();
    QVERIFY(tree);
    QCOMPARE(tree->url, std::string("https://huggingface.co/api/models/me/Gemma-GGUF/tree/main?recursive=true"));
    auto about = helper.next<fetch::Get>();
    QVERIFY(about && about->url.find("https://huggingface.co/api/models/me/Gemma-GGUF?expand") == 0);
    helper.say(fetch::Response{tree->id, 200, kTree, ""});
    QTRY_VERIFY(h.w.find("fileButton0"));
    QCOMPARE(h.hub().filesWarning(), QString());
    helper.say(fetch::Response{about->id, 200, R"({"id":"me/Gemma-GGUF","gguf":{"architecture":"gemma3"}})", ""});
    QTRY_VERIFY(h.w.find("filesWarning"));
    QVERIFY(helper.hungUp());
    QVERIFY(h.w.click("closeFiles"));
    QTRY_VERIFY(!h.w.find("closeFiles"));
    QCOMPARE(h.hub().searched(), QString());
    // A name that the hub does not have may have been meant as words.
    h.w.window->findChild<QObject*>(QStringLiteral("searchHub"))->setProperty("text", QStringLiteral("me/nothing"));
    QVERIFY(h.w.click("searchHubButton"));
    tree = helper.next<fetch::Get>();
    QVERIFY(tree);
    helper.say(fetch::Response{tree->id, 404, "", "huggingface.co has no such file (404)"});
    QVERIFY(h.w.click("filesSearch"));
    QTRY_COMPARE(h.hub().searched(), QStringLiteral("nothing"));
  }

  // A file is rated before it is downloaded as it is once it is here: at the same context.
  void fitIsTheSameBeforeAndAfter() {
    const TemporaryHome home;
    PlayedHelper helper;
    HubWindow h(home, [&] { return helper.launch(); });
    QVERIFY(h.opened("tab_discover"));
    h.hub().search(QStringLiteral("r1"));
    auto asked = helper.next<fetch::Get>();
    QVERIFY(asked);
    helper.say(fetch::Response{asked->id, 200, R"([{"id":"me/Some-7B-GGUF","gguf":{"architecture":"qwen2","total":7615616512,"context_length":131072}}])", ""});
    QTRY_COMPARE(h.hub().results()->count(), 1);
    h.hub().list(QStringLiteral("me/Some-7B-GGUF"));
    asked = helper.next<fetch::Get>();
    QVERIFY(asked);
    const qint64 bytes = 4'683'073'248;
    helper.say(fetch::Response{asked->id, 200, R"([{"type":"file","path":"Some-7B-Q4_K_M.gguf","size":4683073248}])", ""});
    QTRY_COMPARE(h.hub().files()->count(), 1);
    const auto why = [&h] { return h.hub().files()->index(0).data(HubFilesModel::FitWhyRole).toString(); };
    const MemoryNow memory = h.w.program->library().memory();
    QVERIFY(memory.ram_total > 0);
    // 28 layers of 4 heads of 128 keys and values, as a 7B of Qwen's has.
    QCOMPARE(why(), fitOf(bytes, 57'344, contextFor(0, 131072), memory).why);
    QVERIFY2(why().contains(QStringLiteral("32,768")), qPrintable(why()));
    h.w.preferences().setContextTokens(4096);
    QTRY_COMPARE(why(), fitOf(bytes, 57'344, 4096, memory).why);
    // Of a model of the catalog more is known.
    const CatalogEntry* known = h.hub().catalog()->entry(QStringLiteral("r1-distill-qwen-7b"));
    QVERIFY(known);
    h.hub().list(known->variants[0].repository);
    asked = helper.next<fetch::Get>();
    QVERIFY(asked);
    helper.say(fetch::Response{asked->id, 200, R"([{"type":"file","path":"x-Q4_K_M.gguf","size":4683073248}])", ""});
    QTRY_COMPARE(h.hub().files()->count(), 1);
    QCOMPARE(why(), fitOf(bytes, known->kv_bytes, 4096, memory).why);
  }

  void estimatesOfTheCache() {
    QCOMPARE(contextFor(0, 0), 32768);
    QCOMPARE(contextFor(0, 4096), 4096);
    QCOMPARE(contextFor(8192, 131072), 8192);
    QCOMPARE(contextFor(8192, 4096), 4096);
    QCOMPARE(usualKvBytes(QStringLiteral("qwen2"), 7'615'616'512), qint64{57'344});
    QCOMPARE(usualKvBytes(QStringLiteral("qwen2"), 500'000'000'000), qint64{327'680});
    QCOMPARE(usualKvBytes(QStringLiteral("deepseek2"), 671'026'419'200), qint64{70'272});
    QCOMPARE(usualKvBytes(QString(), 8'030'261'248), qint64{131'072});
    QVERIFY(usualKvBytes(QString(), 0) > 0);
    // What the catalog knows of its models is what would be estimated, or less.
    const QList<CatalogEntry> entries = readCatalog();
    for (const CatalogEntry& entry : entries) {
      QVERIFY2(usualKvBytes(entry.architecture, entry.parameters) >= entry.kv_bytes, qPrintable(entry.id));
      for (const CatalogVariant& variant : entry.variants) {
        if (variant.quantisation.startsWith(QLatin1String("UD-"))) continue;  // of many types
        const double parameters = static_cast<double>(parametersIn(variant.bytes, variant.quantisation));
        const double share = parameters / static_cast<double>(entry.parameters);
        QVERIFY2(share > 0.8 && share < 1.25, qPrintable(entry.id + u' ' + variant.quantisation + QStringLiteral(": %1").arg(share)));
      }
    }
  }

  // A download that a token is needed for leads to where it is put, and to the page where conditions are accepted.
  void refusedDownloadsLeadOn() {
    const TemporaryHome home;
    PlayedHelper helper;
    HubWindow h(home, [&] { return helper.launch(); });
    QVERIFY(h.opened("tab_downloads"));
    QVERIFY(h.hub().downloadModel(QStringLiteral("r1-distill-qwen-7b")));
    const auto asked = helper.next<fetch::Get>();
    QVERIFY(asked);
    helper.say(fetch::Response{asked->id, 403, "", "huggingface.co refuses access (403)"});
    QTRY_COMPARE(h.state(0), QStringLiteral("failed"));
    QVERIFY(h.download(0, DownloadModel::RefusedRole).toBool());
    QVERIFY2(h.download(0, DownloadModel::ErrorRole).toString().contains(QStringLiteral("token")), qPrintable(h.download(0, DownloadModel::ErrorRole).toString()));
    QVERIFY(h.w.click("downloadPage"));
    QTRY_COMPARE(h.w.textOf("linkAddress"), h.download(0, DownloadModel::PageRole).toString());
    QVERIFY(h.w.textOf("linkAddress").startsWith(QStringLiteral("https://huggingface.co/bartowski/DeepSeek-R1-Distill-Qwen-7B-GGUF")));
    h.w.key(Qt::Key_Escape);
    QTRY_VERIFY(!h.w.find("linkAddress"));
    QVERIFY(h.w.click("downloadSettings"));
    QTRY_VERIFY(h.w.find("hubToken"));
    h.w.key(Qt::Key_Escape);
    QTRY_VERIFY(!h.w.find("hubToken"));
    // While it is asked for again there is nothing to accept; a file that is refused says the same.
    QVERIFY(h.w.click("resumeButton"));
    const auto again = helper.next<fetch::Get>();
    QVERIFY(again);
    QTRY_VERIFY(!h.w.find("downloadSettings"));
    helper.say(fetch::Response{again->id, 200, kTree, ""});
    const auto download = helper.next<fetch::Download>();
    QVERIFY(download);
    fetch::DownloadStatus refused = status(download->id, fetch::Phase::kFailed);
    refused.error = "x.gguf: huggingface.co wants an access token (401)";
    refused.status = 401;
    helper.say(refused);
    QTRY_VERIFY(h.w.find("downloadSettings"));
    // Kept for the next start.
    const auto kept = [&home] { return readDownloads(home.path("data/downloads.json")); };
    QTRY_VERIFY(kept().size() == 1 && kept()[0].refused);
    // Another reason needs no token.
    QVERIFY(h.w.click("resumeButton"));
    const auto third = helper.next<fetch::Download>();
    QVERIFY(third);
    refused = status(third->id, fetch::Phase::kFailed);
    refused.error = "x.gguf: huggingface.co has no such file (404)";
    refused.status = 404;
    helper.say(refused);
    QTRY_COMPARE(h.state(0), QStringLiteral("failed"));
    QTRY_VERIFY(!h.w.find("downloadSettings"));
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
    LocalHub server(4000000);
    if (server.address.isEmpty()) QSKIP("python3 cannot be started");
    const TemporaryHome home;
    HubWindow h(home, [] { return sandbox::spawnHelper(DEEPWELL_FETCH, true); });
    QVERIFY(h.opened("tab_discover"));
    h.w.preferences().setHubAddress(server.address);
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
  }

  // What the hub says beside its answers comes through the real helper: what it runs, that there is more, and that it refuses.
  void theRealHelperTellsMore() {
    if (!QFile::exists(QStringLiteral(DEEPWELL_FETCH))) QSKIP("deepwell-fetch is not built");
    LocalHub server(4000000);
    if (server.address.isEmpty()) QSKIP("python3 cannot be started");
    const TemporaryHome home;
    HubWindow h(home, [] { return sandbox::spawnHelper(DEEPWELL_FETCH, true); });
    QVERIFY(h.opened("tab_discover"));
    h.w.preferences().setHubAddress(server.address);
    h.hub().search(QStringLiteral("model"));
    QTRY_COMPARE(h.hub().results()->count(), 3);
    QCOMPARE(h.hub().results()->index(2).data(HubSearchModel::UnsupportedRole).toString(), QStringLiteral("Not supported: gemma3"));
    QVERIFY(h.hub().more());
    QVERIFY(h.w.click("showMore"));
    QTRY_COMPARE(h.hub().results()->count(), 5);
    QVERIFY(!h.hub().more());
    h.hub().list(QStringLiteral("me/Gated-GGUF"));
    QTRY_VERIFY(h.hub().filesRefused());
    h.hub().list(h.hub().repositoryIn(server.address + QStringLiteral("/me/Tiny-R1-GGUF/tree/main")));
    QTRY_COMPARE(h.hub().files()->count(), 3);
    QTRY_VERIFY(!h.hub().online());
  }

  // The window goes while something is fetched: what came until then is on record.
  void theLastConnectionsAreOnRecord() {
    if (!QFile::exists(QStringLiteral(DEEPWELL_FETCH))) QSKIP("deepwell-fetch is not built");
    LocalHub server(200000);
    if (server.address.isEmpty()) QSKIP("python3 cannot be started");
    const TemporaryHome home;
    {
      HubWindow h(home, [] { return sandbox::spawnHelper(DEEPWELL_FETCH, true); });
      QVERIFY(h.opened("tab_discover"));
      h.w.preferences().setHubAddress(server.address);
      h.hub().list(QStringLiteral("me/Tiny-R1-GGUF"));
      QTRY_COMPARE(h.hub().files()->count(), 3);
      QVERIFY(h.hub().downloadFile(2));
      QTRY_VERIFY(h.download(0, DownloadModel::ProgressRole).toDouble() > 0.02);
      QCOMPARE(h.state(0), QStringLiteral("running"));
    }
    const auto record = readConnections(home.path("data/connections.jsonl").toStdString());
    QVERIFY(record && !record->connections.empty());
    for (const fetch::Connection& connection : record->connections) QVERIFY2(connection.closed, connection.purpose.c_str());
    QVERIFY2(record->bytes_received > (3 << 20) / 50, qPrintable(QString::number(record->bytes_received)));
  }
};

int main(int argc, char** argv) {
  TestHub test;
  return runWindowTest(test, argc, argv);
}
#include "tst_hub.moc"
