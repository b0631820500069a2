#include "app/bridge/device_model.h"

#include <algorithm>

#include "app/bridge/engine_loader.h"
#include "app/words/amounts.h"

namespace deepwell {
namespace {

QString describe(const DeviceSummary& device) {
  if (!device.usable()) return DeviceModel::tr("Cannot be used: %1").arg(QString::fromStdString(device.problem));
  const QString name = QString::fromStdString(device.name);
  if (device.kind == DeviceKind::kCpu) return QStringLiteral("%1 · %2").arg(name, sizeText(device.total_bytes));
  const QString room = DeviceModel::tr("%1 free of %2").arg(sizeText(device.free_bytes), sizeText(device.total_bytes));
  if (device.discrete) return room;
  return (device.software ? DeviceModel::tr("Computes on the processor · %1") : DeviceModel::tr("Shares the processor's memory · %1"))
      .arg(room);
}

}  // namespace

DeviceModel::DeviceModel(EngineLoader& loader, QObject* parent)
    : QAbstractListModel(parent), loader_(loader), list_(std::make_unique<DeviceList>()), rows_(rowsOf({})), chosen_(QStringLiteral("auto")) {}

DeviceModel::~DeviceModel() = default;

int DeviceModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(rows_.size()); }

QVariant DeviceModel::data(const QModelIndex& index, int role) const {
  if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
  const Row& row = rows_[index.row()];
  switch (role) {
    case ChoiceRole: return row.choice;
    case TitleRole: return row.title;
    case DetailRole: return row.detail;
    case UsableRole: return row.usable;
    case ChosenRole: return index.row() == chosenRow();
    default: return {};
  }
}

QHash<int, QByteArray> DeviceModel::roleNames() const {
  return {{ChoiceRole, "choice"}, {TitleRole, "title"}, {DetailRole, "detail"}, {UsableRole, "usable"}, {ChosenRole, "chosen"}};
}

// "vulkan" without a number means the first that can be used.
int DeviceModel::chosenRow() const {
  for (int i = 0; i < rowCount(); ++i) {
    const Row& row = rows_[i];
    if (row.choice == chosen_ || (row.usable && row.choice.section(u':', 0, 0) == chosen_)) return i;
  }
  return -1;
}

bool DeviceModel::hasGpu() const {
  return std::any_of(rows_.begin() + 2, rows_.end(), [](const Row& row) { return row.usable; });
}

QString DeviceModel::chosenTitle() const {
  const int row = chosenRow();
  return row >= 0 ? rows_[row].title : chosen_;
}

MemoryNow DeviceModel::memory() const {
  MemoryNow now{rows_[1].total, rows_[1].free, {}, 0, 0};
  if (chosen_ == QLatin1String("cpu")) return now;
  const bool automatic = chosen_ == QLatin1String("auto");
  for (int i = 2; i < rowCount(); ++i) {
    const Row& row = rows_[i];
    if (!row.usable || (automatic ? !row.discrete : i != chosenRow())) continue;
    now.gpu = row.title;
    now.gpu_total = row.total;
    now.gpu_free = row.free;
    break;
  }
  return now;
}

void DeviceModel::setChosen(const QString& choice) {
  if (choice == chosen_) return;
  chosen_ = choice;
  emit dataChanged(index(0), index(rowCount() - 1), {ChosenRole});
  emit chosenChanged();
}

void DeviceModel::refresh() {
  if (asking_) return;
  asking_ = true;
  emit askingChanged();
  thread_ = std::jthread([this] {
    DeviceList list = loader_.devices();
    QMetaObject::invokeMethod(this, [this, list = std::move(list)] { take(list); }, Qt::QueuedConnection);
  });
}

QList<DeviceModel::Row> DeviceModel::rowsOf(const DeviceList& list) {
  QList<Row> rows{{QStringLiteral("auto"), tr("Automatic"), tr("A graphics card with memory of its own, else the processor"), true},
                  {QStringLiteral("cpu"), tr("Processor"), QString(), true}};
  for (const DeviceSummary& device : list.devices) {
    if (device.kind == DeviceKind::kCpu) {
      rows[1].detail = describe(device);
      rows[1].total = static_cast<qint64>(device.total_bytes);
      rows[1].free = static_cast<qint64>(device.free_bytes);
      continue;
    }
    const std::string choice = deviceWords(DeviceChoice(device.kind, device.index));
    rows.append({QString::fromStdString(choice), QString::fromStdString(device.name), describe(device), device.usable(),
                 device.discrete, static_cast<qint64>(device.total_bytes), static_cast<qint64>(device.free_bytes)});
  }
  return rows;
}

void DeviceModel::tellAgain() {
  rows_ = rowsOf(*list_);
  emit dataChanged(index(0), index(rowCount() - 1));
  emit chosenChanged();
}

void DeviceModel::take(const DeviceList& list) {
  *list_ = list;
  const QList<Row> rows = rowsOf(list);
  const bool same = std::equal(rows.begin(), rows.end(), rows_.begin(), rows_.end(),
                               [](const Row& a, const Row& b) { return a.choice == b.choice && a.title == b.title; });
  if (same) {  // an open menu keeps its items
    rows_ = rows;
    emit dataChanged(index(0), index(rowCount() - 1));
  } else {
    beginResetModel();
    rows_ = rows;
    endResetModel();
  }
  problem_ = list.notes.empty() || rows.size() > 2 ? QString() : QString::fromStdString(list.notes.front());
  asking_ = false;
  emit askingChanged();
  emit chosenChanged();
}

}  // namespace deepwell
