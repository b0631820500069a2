// The transcript's view alone, on rows that take longer to make than a frame has time for.
#include <QElapsedTimer>
#include <QQmlComponent>
#include <QQmlEngine>

#include "app/chat/transcript/rows_view.h"
#include "tests/app/window_fixture.h"

using namespace deepwell;

namespace {

constexpr int kRow = 50;

// Rows of one height, known beforehand.
class SlowRows : public RowsModel {
 public:
  explicit SlowRows(int count) : count_(count) {}

  int rowCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : count_; }
  QVariant data(const QModelIndex& index, int) const override { return index.row(); }
  QHash<int, QByteArray> roleNames() const override { return {{Qt::UserRole, "number"}}; }
  int kindAt(int) const override { return 0; }
  double estimatedHeight(int, double) const override { return kRow; }
  void prepare(int) override {
    QElapsedTimer spent;
    for (spent.start(); !spent.hasExpired(10);) {}
  }

 private:
  const int count_;
};

constexpr const char* kView = R"(
import QtQuick
import Deepwell.Chat

RowsView {
    width: 300
    height: 600
    rowWidth: 300
    topMargin: 12
    bottomMargin: 16
    delegates: RowDelegate {
        kinds: [0]
        Item {
            required property int number
            implicitHeight: 50
            activeFocusOnTab: true
        }
    }
}
)";

}  // namespace

class TestRowsView : public WindowTest {
  Q_OBJECT

  std::unique_ptr<QQmlEngine> engine_;

  std::unique_ptr<RowsView> make(RowsModel* rows) {
    engine_ = std::make_unique<QQmlEngine>();
    engine_->addImportPath(QStringLiteral(":/qt/qml"));
    QQmlComponent component(engine_.get());
    component.setData(kView, QUrl());
    auto* view = qobject_cast<RowsView*>(component.create());
    if (!view) qFatal("%s", qPrintable(component.errorString()));
    view->setModel(rows);
    return std::unique_ptr<RowsView>(view);
  }

 private slots:
  void cleanupTestCase() { engine_.reset(); }

  // Rows that are made in several frames come where they stay, at the top of a chat that fits.
  void whatFitsNeverMoves() {
    SlowRows rows(6);
    const auto view = make(&rows);
    int frames = 0;
    for (; view->itemCount() < 6 && frames < 20; ++frames) {
      view->ensurePolished();
      for (int row = 0; row < 6; ++row)
        if (const QQuickItem* item = view->itemAt(row)) QCOMPARE(item->y(), 12.0 + row * kRow);
    }
    QCOMPARE(view->itemCount(), 6);
    QVERIFY(frames > 2);
  }

  // And those of one that does not fit, at its end.
  void theEndNeverMoves() {
    SlowRows rows(100);
    const auto view = make(&rows);
    for (int frame = 0; frame < 6; ++frame) {
      view->ensurePolished();
      for (int row = 0; row < 100; ++row)
        if (const QQuickItem* item = view->itemAt(row)) QCOMPARE(item->y(), 600.0 - 16 - (100 - row) * kRow);
    }
  }

  // A view that goes while something in it has the keyboard.
  void goesWithTheFocus() {
    SlowRows rows(6);
    auto view = make(&rows);
    QQuickWindow window;
    window.resize(300, 600);
    view->setParentItem(window.contentItem());
    window.show();
    window.requestActivate();
    QVERIFY(QTest::qWaitForWindowActive(&window, 60000));
    view->layoutNow();
    view->itemAt(2)->forceActiveFocus(Qt::TabFocusReason);
    QCOMPARE(window.activeFocusItem(), view->itemAt(2));
    view.reset();
    QCOMPARE(window.activeFocusItem(), window.contentItem());
  }
};

int main(int argc, char** argv) {
  TestRowsView test;
  return runWindowTest(test, argc, argv);
}
#include "tst_rows_view.moc"
