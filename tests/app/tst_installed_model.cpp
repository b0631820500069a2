// The rows of the installed models are what is there, however it changes, and a view is told so.
#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>
#include <random>

#include "app/library/installed_model.h"

using namespace deepwell;

namespace {

ModelEntry entryOf(int number) {
  ModelEntry entry;
  entry.found.path = QStringLiteral("/models/%1.gguf").arg(number);
  entry.found.name = QStringLiteral("Model %1").arg(number * 7919 % 1000, 3, 10, QLatin1Char('0'));
  entry.found.quantisation = number % 2 ? QStringLiteral("Q4_0") : QStringLiteral("Q8_0");
  entry.found.bytes = 1000 + number * 31 % 97;
  entry.read = true;
  return entry;
}

QStringList pathsOf(const InstalledModel& model) {
  QStringList paths;
  for (int row = 0; row < model.count(); ++row) paths << model.index(row).data(InstalledModel::PathRole).toString();
  return paths;
}

// What a view has that believes every signal and looks at nothing else.
class Believer : public QObject {
 public:
  explicit Believer(InstalledModel& model) {
    connect(&model, &InstalledModel::rowsInserted, this, [this, &model](const QModelIndex&, int first, int last) {
      for (int row = first; row <= last; ++row) rows.insert(row, model.index(row).data(InstalledModel::PathRole).toString());
    });
    connect(&model, &InstalledModel::rowsRemoved, this, [this](const QModelIndex&, int first, int last) { rows.remove(first, last - first + 1); });
    connect(&model, &InstalledModel::dataChanged, this, [this, &model](const QModelIndex& first, const QModelIndex& last) {
      for (int row = first.row(); row <= last.row(); ++row) rows[row] = model.index(row).data(InstalledModel::PathRole).toString();
    });
    connect(&model, &InstalledModel::modelReset, this, [this, &model] { rows = pathsOf(model); });
  }

  QStringList rows;
};

}  // namespace

class TestInstalledModel : public QObject {
  Q_OBJECT

 private slots:
  void aViewIsToldOfEveryChange() {
    InstalledModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    Believer view(model);
    std::mt19937 random(3);
    QList<ModelEntry> entries;
    for (int step = 0; step < 200; ++step) {
      const auto kind = random() % 6;
      const int many = random() % 4 == 0 ? 150 : 3;
      if (kind < 2) {
        for (int i = 0; i < many; ++i) entries.append(entryOf(step * 200 + i));
      } else if (kind == 2) {
        for (int i = 0; i < many && !entries.isEmpty(); ++i) entries.removeAt(static_cast<qsizetype>(random() % static_cast<size_t>(entries.size())));
      } else if (kind == 3 && !entries.isEmpty()) {
        entries[static_cast<qsizetype>(random() % static_cast<size_t>(entries.size()))].problem = QStringLiteral("broken");
      } else if (kind == 4) {
        model.setFilter(std::array{"", "q8", "model 1", "no such"}[random() % 4]);
      } else {
        model.setOrder(QLatin1String(std::array{"name", "size", "date"}[random() % 3]));
      }
      model.setEntries(entries);
      QCOMPARE(view.rows, pathsOf(model));
      QCOMPARE(model.total(), static_cast<int>(entries.size()));
      for (const QString& path : view.rows) QCOMPARE(model.entry(path)->found.path, path);
    }
  }

  // Filtering thousands does not make a view build its rows anew.
  void manyRowsChangeWithoutAReset() {
    InstalledModel model;
    QList<ModelEntry> entries;
    for (int i = 0; i < 500; ++i) entries.append(entryOf(i));
    model.setEntries(entries);
    QSignalSpy resets(&model, &InstalledModel::modelReset);
    QSignalSpy replaced(&model, &InstalledModel::replaced);
    model.setFilter(QStringLiteral("q4"));
    QCOMPARE(model.count(), 250);
    model.setOrder(QStringLiteral("size"));
    model.setFilter({});
    QCOMPARE(model.count(), 500);
    QCOMPARE(resets.size(), 0);
    QCOMPARE(replaced.size(), 3);
    entries.removeLast();
    model.setEntries(entries);
    QCOMPARE(replaced.size(), 3);  // who looks at another row keeps it
  }
};

QTEST_GUILESS_MAIN(TestInstalledModel)
#include "tst_installed_model.moc"
