// The choice of a device: in the model chip's menu, remembered, and undone where it fails.
#include <QSignalSpy>
#include <QTemporaryDir>

#include "tests/app/bench.h"
#include "tests/app/window_fixture.h"

using namespace deepwell;

namespace {

DeviceSummary cpu() { return {DeviceKind::kCpu, 0, "Fake CPU", "", 16ULL << 30U, 8ULL << 30U, false, false, ""}; }

DeviceList gpus(std::initializer_list<DeviceSummary> list) {
  DeviceList all{{cpu()}, {}};
  all.devices.insert(all.devices.end(), list.begin(), list.end());
  return all;
}

// The texts of a row of the model, or nothing.
QStringList row(const DeviceModel& model, const char* choice) {
  for (int i = 0; i < model.rowCount(); ++i) {
    const auto text = [&](int role) { return model.data(model.index(i), role).toString(); };
    if (text(DeviceModel::ChoiceRole) == QLatin1String(choice))
      return {text(DeviceModel::TitleRole), text(DeviceModel::DetailRole), text(DeviceModel::UsableRole), text(DeviceModel::ChosenRole)};
  }
  return {};
}

bool openDevices(Window& w) {
  QSignalSpy answered(w.workspace->engine()->devices(), &DeviceModel::askingChanged);
  if (!w.click("modelChip") || !QTest::qWaitFor([&] { return answered.size() >= 2; }, 60000)) return false;
  return w.click("deviceMenuItem") && QTest::qWaitFor([&] { return w.find("deviceItem_cpu") != nullptr; }, 60000);
}

}  // namespace

class TestDevices : public WindowTest {
  Q_OBJECT

 private slots:
  void listHasEveryDeviceInWords() {
    QTemporaryDir dir;
    Bench bench(dir.path());
    DeviceModel& model = *bench.workspace->engine()->devices();
    QCOMPARE(model.rowCount(), 2);  // before anybody has asked
    DeviceSummary shared = FakeLoader::gpu(1, "Shared");
    shared.discrete = false;
    DeviceSummary software = FakeLoader::gpu(2, "Software");
    software.discrete = false;
    software.software = true;
    bench.loader->setDevices(gpus({FakeLoader::gpu(0, "Big"), shared, software, FakeLoader::gpu(3, "Old", "it has no 16-bit storage")}));
    model.refresh();
    QVERIFY(model.asking());
    QTRY_VERIFY(!model.asking());
    QCOMPARE(model.rowCount(), 6);
    QCOMPARE(row(model, "auto").at(3), QStringLiteral("true"));
    QVERIFY(row(model, "cpu").at(1).startsWith(QStringLiteral("Fake CPU · 16")));
    QCOMPARE(row(model, "vulkan:0").at(0), QStringLiteral("Big"));
    QVERIFY(row(model, "vulkan:0").at(1).startsWith(QStringLiteral("22")) && row(model, "vulkan:0").at(1).contains(QStringLiteral("of 24")));
    QVERIFY(row(model, "vulkan:1").at(1).contains(QStringLiteral("Shares the processor's memory")));
    QVERIFY(row(model, "vulkan:2").at(1).contains(QStringLiteral("Computes on the processor")));
    QCOMPARE(row(model, "vulkan:3").at(1), QStringLiteral("Cannot be used: it has no 16-bit storage"));
    QCOMPARE(row(model, "vulkan:3").at(2), QStringLiteral("false"));
    QVERIFY(model.problem().isEmpty());

    model.setChosen(QStringLiteral("vulkan"));  // the first that can be used
    QCOMPARE(model.chosenTitle(), QStringLiteral("Big"));
    bench.loader->setDevices({{cpu()}, {"Vulkan: libvulkan.so.1 is not installed"}});
    model.refresh();
    QTRY_VERIFY(!model.asking());
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.problem(), QStringLiteral("Vulkan: libvulkan.so.1 is not installed"));
    QCOMPARE(model.chosenTitle(), QStringLiteral("vulkan"));
  }

  void choosingLoadsAgainAndIsRemembered() {
    QTemporaryDir dir;
    {
      Bench bench(dir.path());
      EngineHost& host = *bench.workspace->engine();
      host.load(QStringLiteral("/m/one.gguf"));
      QTRY_COMPARE(host.name(), QStringLiteral("one"));
      bench.script->queueAnswer("", "kept");
      QVERIFY(bench.chat().send(QStringLiteral("hello")));
      QTRY_COMPARE(bench.last().status(), MessageItem::Finished);
      host.chooseDevice(QStringLiteral("vulkan:0"));
      QCOMPARE(host.device(), QStringLiteral("auto"));  // until it works
      QTRY_VERIFY(host.onGpu());
      QCOMPARE(host.name(), QStringLiteral("one"));
      QCOMPARE(host.device(), QStringLiteral("vulkan:0"));
      QCOMPARE(host.placement(), QStringLiteral("21 of 28 layers on the GPU"));
      QVERIFY(host.detail().contains(QStringLiteral("Fake GPU · 21 of 28 layers")));
      QCOMPARE(bench.last().text(), QStringLiteral("kept"));
      bench.script->queueAnswer("", "more");
      QVERIFY(bench.chat().send(QStringLiteral("and?")));
      QTRY_COMPARE(bench.last().text(), QStringLiteral("more"));
      QCOMPARE(bench.script->requests().back().messages.size(), size_t{3});
      QCOMPARE(bench.preferences.device(), QStringLiteral("vulkan:0"));
    }
    Bench bench(dir.path());
    QTRY_VERIFY(bench.workspace->engine()->onGpu());
    QCOMPARE(bench.workspace->engine()->device(), QStringLiteral("vulkan:0"));
  }

  void aFailingDeviceIsOneLineAndTheFormerStays() {
    QTemporaryDir dir;
    Bench bench(dir.path());
    EngineHost& host = *bench.workspace->engine();
    for (const char* former : {"cpu", "vulkan:0"}) {  // the second makes room, and comes back
      host.chooseDevice(QLatin1String(former));
      QTRY_VERIFY(!host.loading());
      QCOMPARE(host.device(), QLatin1String(former));
      host.chooseDevice(QStringLiteral("vulkan:1"));
      QTRY_VERIFY(!host.error().isEmpty());
      QTRY_VERIFY(!host.loading());
      QCOMPARE(host.error(), QStringLiteral("GPU 1: the device is lost"));
      QVERIFY(host.ready());
      QVERIFY(host.isPocket());
      QCOMPARE(host.device(), QLatin1String(former));
      QCOMPARE(host.onGpu(), QLatin1String(former) != QLatin1String("cpu"));
      QCOMPARE(bench.preferences.device(), QLatin1String(former));
    }
  }

  void aModelOnAGpuMakesRoomAndComesBack() {
    QTemporaryDir dir;
    Bench bench(dir.path());
    EngineHost& host = *bench.workspace->engine();
    host.chooseDevice(QStringLiteral("vulkan:0"));
    QTRY_VERIFY(host.onGpu());
    host.load(QStringLiteral("/m/slow.gguf"));
    QVERIFY(!host.ready());  // the GPU has no room for two
    host.cancelLoad();
    QTRY_VERIFY(host.ready());
    QVERIFY(host.isPocket());
    host.load(QStringLiteral("/m/broken.gguf"));
    QTRY_VERIFY(host.error().contains(QStringLiteral("not a GGUF file")));
    QTRY_VERIFY(host.ready());
    QVERIFY(host.isPocket() && host.onGpu());
    QVERIFY(host.error().contains(QStringLiteral("not a GGUF file")));
    host.chooseDevice(QStringLiteral("cpu"));  // this one stays off the GPU: no room is needed
    QVERIFY(host.ready());
    QTRY_VERIFY(!host.onGpu());
  }

  void aRunningAnswerKeepsItsModelUntilItEnds() {
    QTemporaryDir dir;
    Bench bench(dir.path());
    EngineHost& host = *bench.workspace->engine();
    host.chooseDevice(QStringLiteral("vulkan:0"));
    QTRY_VERIFY(host.onGpu());
    const QString model = host.name();
    const int loads = bench.loader->loads();
    QVERIFY(!model.isEmpty());
    bench.script->queue({{Event(TextDelta{"a", 1}), false}, {Event(TextDelta{"b", 1}), true}, {Event(TextDelta{"c", 1}), true}});
    QVERIFY(bench.chat().send(QStringLiteral("hello")));
    QTRY_COMPARE(bench.last().text(), QStringLiteral("a"));
    host.load(QStringLiteral("/m/next.gguf"));
    bench.script->release();
    QTRY_COMPARE(bench.last().text(), QStringLiteral("ab"));
    QVERIFY(host.loading());
    QCOMPARE(bench.loader->loads(), loads);
    bench.script->release();
    QTRY_COMPARE(host.name(), QStringLiteral("next"));
    QCOMPARE(bench.last().text(), QStringLiteral("abc"));
    QCOMPARE(bench.last().status(), MessageItem::Finished);
    QCOMPARE(bench.loader->loads(), loads + 1);
    const qlonglong chat = bench.chat().chatId();
    bench.workspace->newChat();  // read again from the history
    bench.workspace->openChat(chat);
    QCOMPARE(model, QLatin1String(EngineHost::kPocket));
    QCOMPARE(bench.last().author(), QStringLiteral("Pocket model"));
  }

  void aRememberedDeviceThatIsGoneGivesTheProcessor() {
    QTemporaryDir dir;
    {
      Preferences preferences(dir.path() + QStringLiteral("/settings.ini"));
      preferences.setDevice(QStringLiteral("vulkan:4"));
    }
    Bench bench(dir.path(), false);
    EngineHost& host = *bench.workspace->engine();
    bench.workspace->restore({});
    QTRY_VERIFY(host.ready());
    QVERIFY(!host.onGpu());
    QCOMPARE(host.error(), QStringLiteral("GPU 4: the device is lost. The processor is used instead."));
    QCOMPARE(bench.preferences.device(), QStringLiteral("vulkan:4"));  // it may be back tomorrow
    host.setDevice(QStringLiteral("nonsense"));
    QCOMPARE(host.device(), QStringLiteral("auto"));
  }

  void menuShowsAndChooses() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    w.loader->setDevices(gpus({FakeLoader::gpu(0, "Fake GPU"), FakeLoader::gpu(1, "Other"), FakeLoader::gpu(2, "Old", "it is too old")}));
    QVERIFY(openDevices(w));
    QCOMPARE(w.textOf("deviceMenuItem"), QStringLiteral("Run on: Automatic"));
    QVERIFY(w.find("deviceItem_auto")->property("chosen").toBool());
    QVERIFY(!w.find("deviceItem_vulkan:2")->isEnabled());
    QVERIFY(w.find("deviceItem_vulkan:2")->property("detail").toString().contains(QStringLiteral("too old")));
    QVERIFY(!w.find("deviceNote"));
    QVERIFY(w.click("deviceItem_vulkan:0"));
    QTRY_VERIFY(w.workspace->engine()->onGpu());
    QVERIFY(openDevices(w));
    QCOMPARE(w.textOf("deviceMenuItem"), QStringLiteral("Run on: Fake GPU"));
    QCOMPARE(w.find("deviceMenuItem")->property("detail").toString(), QStringLiteral("21 of 28 layers on the GPU"));
    QVERIFY(w.find("deviceItem_vulkan:0")->property("chosen").toBool());
    QVERIFY(w.click("deviceItem_vulkan:1"));
    QTRY_COMPARE(w.textOf("modelError"), QStringLiteral("GPU 1: the device is lost"));
    QTRY_VERIFY(w.workspace->engine()->ready());
    QCOMPARE(w.workspace->engine()->device(), QStringLiteral("vulkan:0"));
  }

  void menuWorksByKeys() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    w.loader->setDevices(gpus({FakeLoader::gpu(0, "Fake GPU")}));
    QSignalSpy answered(w.workspace->engine()->devices(), &DeviceModel::askingChanged);
    w.key(Qt::Key_M, Qt::ControlModifier);
    QTRY_COMPARE(answered.size(), 2);
    QTRY_VERIFY(w.find("deviceMenuItem"));
    for (int i = 0; i < 9 && !w.find("deviceMenuItem")->property("highlighted").toBool(); ++i) w.key(Qt::Key_Down);
    w.key(Qt::Key_Right);
    QTRY_VERIFY(w.find("deviceItem_vulkan:0"));
    for (int i = 0; i < 9 && !w.find("deviceItem_vulkan:0")->property("highlighted").toBool(); ++i) w.key(Qt::Key_Down);
    w.key(Qt::Key_Return);
    QTRY_VERIFY(w.workspace->engine()->onGpu());
  }

  void withoutAGpuTheMenuSaysWhy() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    w.loader->setDevices({{cpu()}, {"Vulkan: no device was found"}}, true);
    QVERIFY(w.click("modelChip"));  // slow drivers hold nothing up
    QVERIFY(w.click("deviceMenuItem"));
    QTRY_COMPARE(w.textOf("deviceNote"), QStringLiteral("Looking for graphics cards…"));
    w.loader->release();
    QTRY_COMPARE(w.textOf("deviceNote"), QStringLiteral("No graphics card can be used"));
    QCOMPARE(w.find("deviceNote")->property("detail").toString(), QStringLiteral("Vulkan: no device was found"));
    QVERIFY(!w.find("deviceNote")->isEnabled());
  }

  void afterAFailureTheMenuKnowsWhereTheModelIsNow() {
    QTemporaryDir dir;
    Bench bench(dir.path());
    EngineHost& host = *bench.workspace->engine();
    host.chooseDevice(QStringLiteral("vulkan:0"));
    QTRY_VERIFY(host.onGpu());
    bench.script->queue({{Event(TextDelta{"a", 1}), false}, {Event(Notice{"The GPU is lost."}), true}, {Event(TextDelta{"b", 1}), true}});
    QVERIFY(bench.chat().send(QStringLiteral("hello")));
    QTRY_COMPARE(bench.last().text(), QStringLiteral("a"));
    bench.script->failGpu();
    QVERIFY(host.onGpu());
    bench.script->release();
    QTRY_VERIFY(!host.onGpu());
    QCOMPARE(host.runsOn(), QStringLiteral("CPU"));
    QCOMPARE(host.device(), QStringLiteral("vulkan:0"));  // for the next load
    bench.script->release();
    QTRY_COMPARE(bench.last().text(), QStringLiteral("ab"));
    bench.script->failGpu(false);
    host.chooseDevice(QStringLiteral("vulkan:0"));  // the same again: another try
    QTRY_VERIFY(host.onGpu());
    const int loads = bench.loader->loads();
    host.chooseDevice(QStringLiteral("vulkan:0"));
    QVERIFY(!host.loading());
    QCOMPARE(bench.loader->loads(), loads);
  }

  void warningsOfTheEngineAreShown() {
    QTemporaryDir dir;
    Window w(dir.path());
    QVERIFY(w.shown());
    w.loader->warn("Big cannot be used (it is lost): the model runs on the processor");
    QTRY_VERIFY(w.textOf("modelWarning").startsWith(QStringLiteral("Big cannot be used")));
    QVERIFY(w.click("dismissBanner"));
    QTRY_VERIFY(!w.find("modelWarning"));
  }
};

int main(int argc, char** argv) {
  TestDevices test;
  return runWindowTest(test, argc, argv);
}
#include "tst_devices.moc"
