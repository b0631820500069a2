// What a model can run on, for a menu: automatic, the processor, and each GPU with its memory or why it cannot be used.
// Drivers can be slow: they are asked on a thread.
#pragma once

#include <QAbstractListModel>
#include <QList>
#include <QString>
#include <QtQmlIntegration>
#include <memory>
#include <thread>

namespace deepwell {

class EngineLoader;
struct DeviceList;

// What the devices have, as the drivers last said; all 0: nobody has asked yet.
struct MemoryNow {
  qint64 ram_total = 0;  // bytes
  qint64 ram_free = 0;
  QString gpu;           // the one that "automatic" or the choice means; empty: none
  qint64 gpu_total = 0;
  qint64 gpu_free = 0;

  friend bool operator==(const MemoryNow&, const MemoryNow&) = default;
};

class DeviceModel : public QAbstractListModel {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("EngineHost has one")
  Q_PROPERTY(bool asking READ asking NOTIFY askingChanged)
  Q_PROPERTY(QString problem READ problem NOTIFY askingChanged)
  Q_PROPERTY(bool hasGpu READ hasGpu NOTIFY askingChanged)
  Q_PROPERTY(QString chosenTitle READ chosenTitle NOTIFY chosenChanged)

 public:
  enum Role { ChoiceRole = Qt::UserRole, TitleRole, DetailRole, UsableRole, ChosenRole };

  // `loader` must outlive it.
  explicit DeviceModel(EngineLoader& loader, QObject* parent = nullptr);
  ~DeviceModel() override;  // waits for the drivers

  int rowCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QHash<int, QByteArray> roleNames() const override;

  bool asking() const { return asking_; }
  QString problem() const { return problem_; }  // why there is no GPU; empty: there is one, or nobody has asked yet
  bool hasGpu() const;                          // one that can be used
  QString chosenTitle() const;                  // "Automatic"
  void setChosen(const QString& choice);        // as parseDevice() reads it
  MemoryNow memory() const;                     // for the choice

  // Asks the drivers again; rows stay until the answer is there.
  Q_INVOKABLE void refresh();
  void tellAgain();  // in another language

 signals:
  void askingChanged();
  void chosenChanged();

 private:
  struct Row {
    QString choice;  // "vulkan:1"
    QString title;
    QString detail;
    bool usable = true;
    bool discrete = false;
    qint64 total = 0, free = 0;  // bytes
  };
  static QList<Row> rowsOf(const DeviceList& list);
  void take(const DeviceList& list);
  int chosenRow() const;  // -1: it is not there

  EngineLoader& loader_;
  std::unique_ptr<DeviceList> list_;  // what the drivers said last
  QList<Row> rows_;
  QString chosen_;
  QString problem_;
  bool asking_ = false;
  std::jthread thread_;  // last: joins before the rest goes
};

}  // namespace deepwell
