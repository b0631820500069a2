// The rows of the palette (Ctrl+K): commands, chats by title, hits in messages, models and settings pages that fit what was
// typed; before that what was used last. Chats and messages are looked through on a thread of its own, the newest query wins.
#pragma once

#include <QAbstractListModel>
#include <QtQmlIntegration>
#include <atomic>
#include <memory>

#include "app/chat/workspace.h"
#include "app/commands/command.h"
#include "app/palette/palette_items.h"

namespace deepwell {

class PaletteModel : public QAbstractListModel {
  Q_OBJECT
  QML_ELEMENT
  Q_PROPERTY(deepwell::Workspace* workspace MEMBER workspace_ NOTIFY sourcesChanged REQUIRED)
  Q_PROPERTY(deepwell::CommandList* commands MEMBER commands_ NOTIFY sourcesChanged REQUIRED)
  Q_PROPERTY(QVariantList pages MEMBER pages_ NOTIFY sourcesChanged)    // objects with name, title and icon
  Q_PROPERTY(QAbstractItemModel* models MEMBER models_ NOTIFY sourcesChanged)  // with roles path and name, beside those used last
  Q_PROPERTY(QString query READ query WRITE setQuery NOTIFY queryChanged)
  Q_PROPERTY(int count READ count NOTIFY countChanged)
  Q_PROPERTY(bool busy READ busy NOTIFY busyChanged)  // more may come
  Q_PROPERTY(bool fresh READ fresh NOTIFY freshChanged)  // the rows are those of this query, not still of the one before

 public:
  enum Role { TitleRole = Qt::UserRole + 1, MarksRole, NoteRole, IconRole, DetailRole, DetailMarksRole, SectionRole };

  explicit PaletteModel(QObject* parent = nullptr) : QAbstractListModel(parent) {}
  ~PaletteModel() override { running_.request_stop(); }

  int count() const { return static_cast<int>(items_.size()); }
  int rowCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : count(); }
  QVariant data(const QModelIndex& index, int role) const override;
  QHash<int, QByteArray> roleNames() const override;

  QString query() const { return query_; }
  void setQuery(const QString& query);
  bool busy() const { return busy_; }
  bool fresh() const { return fresh_; }

  // For the next time that it opens: no query, everything read again.
  Q_INVOKABLE void restart();
  // Keeps what the row is, for run().
  Q_INVOKABLE void choose(int row);
  Q_INVOKABLE void run();  // does what was chosen, once

 signals:
  void sourcesChanged();
  void queryChanged();
  void countChanged();
  void busyChanged();
  void freshChanged();
  void pageChosen(const QString& name);
  void chatChosen();  // it is shown now

 private:
  // Titles of all chats; belongs to the worker's thread but for `stale`.
  struct Titles {
    std::atomic<bool> stale = true;
    std::vector<PaletteTitle> all;
  };
  struct Found {
    std::vector<PaletteItem> chats;
    std::vector<PaletteItem> messages;
  };

  std::vector<PaletteItem> commandItems() const;
  std::vector<PaletteItem> modelItems() const;
  std::vector<PaletteItem> pageItems() const;
  std::vector<PaletteItem> newestChats() const;
  void compose();
  void composeStart();
  void look(int number, const QString& query);
  void show(std::vector<PaletteItem> items);
  void setBusy(bool busy);
  void setFresh(bool fresh);
  QStringList recent() const;
  void remember(const PaletteItem& item);
  static void readTitles(ChatStore& store, Titles& titles, const std::stop_token& stop);
  static std::vector<PaletteItem> findMessages(ChatStore& store, const QString& query, const std::stop_token& stop);

  Workspace* workspace_ = nullptr;
  CommandList* commands_ = nullptr;
  QVariantList pages_;
  QAbstractItemModel* models_ = nullptr;
  QString query_;
  std::vector<PaletteItem> items_;
  std::optional<PaletteItem> chosen_;
  bool busy_ = false;
  bool fresh_ = true;
  int number_ = 0;  // of the newest query
  std::shared_ptr<Titles> titles_ = std::make_shared<Titles>();
  std::stop_source running_;  // what is looked for now
  Worker worker_;
};

}  // namespace deepwell
