// What the hub's settings keep from happening, and what is said when the helper refuses or dies: against a helper that the test plays.
#include "tests/app/hub_window.h"

using namespace deepwell;

class TestHubSettings : public WindowTest {
  Q_OBJECT

 private slots:
  // Without the proxy that was meant nothing is fetched: not even a helper is started, and the field says why.
  void aProxyThatCannotBeUsed() {
    const TemporaryHome home;
    PlayedHelper helper;
    HubWindow h(home, [&] { return helper.launch(); });
    QVERIFY(h.opened("tab_downloads"));
    h.w.key(Qt::Key_Comma, Qt::ControlModifier);
    QVERIFY(h.w.click("settings_library"));
    QTRY_VERIFY(h.w.find("proxyBox"));
    QQuickItem* box = h.w.find("proxyBox");
    box->forceActiveFocus();
    QVERIFY(QMetaObject::invokeMethod(box, "selectAll"));
    h.w.type(QStringLiteral("127.0.0.1:9050"));
    h.w.key(Qt::Key_Return);
    QTRY_VERIFY(h.w.textOf("settingProblem").contains(QStringLiteral("socks5://")));
    h.w.key(Qt::Key_Escape);
    h.hub().downloadModel(QStringLiteral("r1-distill-qwen-7b"));
    QCOMPARE(h.state(0), QStringLiteral("failed"));
    QVERIFY(h.download(0, DownloadModel::ErrorRole).toString().contains(QStringLiteral("proxy")));
    h.hub().search(QStringLiteral("r1"));
    QVERIFY(h.hub().searchError().contains(QStringLiteral("proxy")));
    QCOMPARE(helper.started, 0);
    for (const char* good : {"socks5://127.0.0.1:9050", "http://user:word@host:3128", "", "system"}) {
      h.w.preferences().setProxy(QLatin1String(good));
      QVERIFY2(h.w.preferences().proxyProblem().isEmpty(), good);
    }
    for (const char* bad : {"ftp://host:1", "http://", "host", "socks5:host:1", "http://host:99999", "http://a b:1"}) {
      h.w.preferences().setProxy(QLatin1String(bad));
      QVERIFY2(!h.w.preferences().proxyProblem().isEmpty(), bad);
    }
    h.w.preferences().setProxy(QStringLiteral("system"));
    h.w.preferences().setHubToken(QStringLiteral("hf_a b"));
    QVERIFY(h.w.preferences().tokenProblem().contains(QStringLiteral("space")));
    h.hub().search(QStringLiteral("r1"));
    QCOMPARE(h.hub().searchError(), h.w.preferences().tokenProblem());
    h.w.preferences().setHubToken(QStringLiteral("hf_ab"));
    h.hub().search(QStringLiteral("r1"));
    QVERIFY(helper.next<fetch::Get>());
  }

  // A refusal that is of no number is of all that is on its way.
  void aRefusalFailsWhatIsOnItsWay() {
    const TemporaryHome home;
    PlayedHelper helper;
    HubWindow h(home, [&] { return helper.launch(); });
    QVERIFY(h.opened("tab_downloads"));
    h.hub().downloadModel(QStringLiteral("r1-distill-qwen-7b"));
    const auto asked = helper.next<fetch::Get>();
    QVERIFY(asked);
    helper.say(fetch::Response{asked->id, 200, kTree, ""});
    QVERIFY(helper.next<fetch::Download>());
    h.hub().search(QStringLiteral("r1"));
    h.hub().list(QStringLiteral("me/R1-GGUF"));
    helper.say(fetch::Refused{0, "the proxy's address cannot be used"});
    QTRY_COMPARE(h.state(0), QStringLiteral("failed"));
    QVERIFY(h.download(0, DownloadModel::ErrorRole).toString().contains(QStringLiteral("proxy's address")));
    QVERIFY(h.hub().searchError().contains(QStringLiteral("proxy's address")) && !h.hub().searching());
    QVERIFY(h.hub().filesError().contains(QStringLiteral("proxy's address")) && !h.hub().listing());
    QVERIFY(helper.hungUp());
    h.hub().search(QStringLiteral("r1"));
    const auto again = helper.next<fetch::Get>();
    QVERIFY(again);
    helper.say(fetch::Refused{again->id, "deepwell-fetch was not told its settings"});
    QTRY_VERIFY(h.hub().searchError().contains(QStringLiteral("not told")));
  }

  // It goes to the hub that it was typed for, whichever is set later, and the settings say so.
  void theTokenStaysWithItsHub() {
    const TemporaryHome home;
    PlayedHelper helper;
    HubWindow h(home, [&] { return helper.launch(); });
    QVERIFY(h.opened("tab_discover"));
    Preferences& p = h.w.preferences();
    p.setHubToken(QStringLiteral("hf_secret"));
    QVERIFY(p.tokenElsewhere().isEmpty());
    p.setHubAddress(QStringLiteral("https://mirror.example.org/hf"));
    QCOMPARE(p.tokenElsewhere(), QStringLiteral("huggingface.co"));
    h.hub().search(QStringLiteral("x"));
    auto configured = helper.next<fetch::Configure>();
    QVERIFY(configured);
    QCOMPARE(configured->token_origin, std::string("https://huggingface.co"));
    const auto asked = helper.next<fetch::Get>();
    QVERIFY(asked && asked->url.rfind("https://mirror.example.org/hf/", 0) == 0);
    h.w.key(Qt::Key_Comma, Qt::ControlModifier);
    QVERIFY(h.w.click("settings_library"));
    QTRY_VERIFY(h.w.textOf("settingProblem").contains(QStringLiteral("huggingface.co")));
    // Leaving the box as it is hands the token to nobody; typing it does.
    QQuickItem* box = h.w.find("hubToken");
    box->forceActiveFocus();
    h.w.key(Qt::Key_Return);
    QCOMPARE(p.tokenElsewhere(), QStringLiteral("huggingface.co"));
    QVERIFY(QMetaObject::invokeMethod(box, "selectAll"));
    h.w.type(QStringLiteral("hf_secret"));
    h.w.key(Qt::Key_Return);
    QTRY_VERIFY(p.tokenElsewhere().isEmpty());
    QTRY_VERIFY(!h.w.find("settingProblem"));
    configured = helper.next<fetch::Configure>();
    QVERIFY(configured);
    QCOMPARE(configured->token_origin, std::string("https://mirror.example.org"));
  }

  // A token of before its hub was kept belongs to the hub that was set then.
  void aTokenOfAnEarlierVersion() {
    const TemporaryHome home;
    const QString file = home.write("settings.ini", "[downloads]\ntoken=hf_old\n");
    Preferences p(file);
    QCOMPARE(p.hubTokenOrigin(), QStringLiteral("https://huggingface.co"));
    p.setHubAddress(QStringLiteral("https://mirror.example.org"));
    QCOMPARE(p.hubTokenOrigin(), QStringLiteral("https://huggingface.co"));
    p.setHubAddress(QStringLiteral("https://huggingface.co:443/"));
    QVERIFY(p.tokenElsewhere().isEmpty());
  }

  // Nothing was found is another thing.
  void aHelperThatDiesInASearch() {
    const TemporaryHome home;
    PlayedHelper helper;
    HubWindow h(home, [&] { return helper.launch(); });
    QVERIFY(h.opened("tab_discover"));
    h.hub().search(QStringLiteral("r1"));
    QVERIFY(helper.next<fetch::Get>());
    helper.hangUp();
    QTRY_VERIFY(!h.hub().searching());
    QVERIFY(h.hub().searchError().contains(QStringLiteral("ended unexpectedly")));
    QVERIFY(h.hub().filesError().isEmpty());
    h.hub().list(QStringLiteral("me/R1-GGUF"));
    QVERIFY(helper.next<fetch::Get>());
    helper.hangUp();
    QTRY_VERIFY(h.hub().filesError().contains(QStringLiteral("ended unexpectedly")));
  }

  // Room is set aside before the first byte: cancelled, it is given back, also by a helper that knows nothing of it yet.
  void aCancelWithoutAByteErasesToo() {
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
    helper.say(status(download->id, fetch::Phase::kConnecting));
    QTRY_COMPARE(h.state(0), QStringLiteral("connecting"));
    h.hub().downloads()->pause(0);
    QVERIFY(helper.hungUp());
    h.hub().downloads()->cancel(0);
    const auto told = helper.next<fetch::Verify>();
    QVERIFY(told && told->files.size() == 1 && told->files[0].url == download->files[0].url);
    const auto cancel = helper.next<fetch::Cancel>();
    QVERIFY(cancel && cancel->id == told->id && cancel->erase && cancel->finished);
  }

  // A set of files that the disk has no room for is said to be, and sums of what a hub claims do not go round.
  void tooLargeForTheDisk() {
    const TemporaryHome home;
    PlayedHelper helper;
    HubWindow h(home, [&] { return helper.launch(); });
    QVERIFY(h.opened("tab_discover"));
    h.hub().search(QStringLiteral("r1"));
    auto asked = helper.next<fetch::Get>();
    QVERIFY(asked);
    helper.say(fetch::Response{asked->id, 200, R"([{"id":"me/R1-GGUF"}])", ""});
    QVERIFY(h.w.click("hubRow0"));
    asked = helper.next<fetch::Get>();
    QVERIFY(asked);
    helper.say(fetch::Response{asked->id, 200, R"([{"type":"file","path":"small-Q4_0.gguf","size":1000},{"type":"file","path":"large-Q4_0.gguf","size":1125899906842624}])", ""});
    QTRY_VERIFY(h.w.textOf("fileRoom1").contains(QStringLiteral("free of")));
    QVERIFY(!h.w.find("fileRoom0"));
    hub::RepositoryFiles tree;
    for (int i = 1; i <= 20000; ++i) tree.files.push_back({QStringLiteral("R1-Q4_0-%1-of-20000.gguf").arg(i, 5, 10, QLatin1Char('0')).toStdString(), hub::kMaxFileBytes, ""});
    const QList<HubVariant> variants = variantsOf(tree, QStringLiteral("me/R1"));
    QCOMPARE(variants.size(), 1);
    const Fit fit = fitOf(variants[0].bytes, std::numeric_limits<qint64>::max(), 1 << 20, {qint64{64} << 30, qint64{50} << 30, {}, 0, 0});
    QVERIFY(variants[0].bytes > 0);
    QCOMPARE(fit.kind, Fit::kTooBig);
  }
};

int main(int argc, char** argv) {
  TestHubSettings test;
  return runWindowTest(test, argc, argv);
}
#include "tst_hub_settings.moc"
