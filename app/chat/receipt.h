// How an answer was made: what is kept with it, and what a person is shown of it.
#pragma once

#include <QAbstractListModel>
#include <QtQmlIntegration>
#include <optional>

#include "app/bridge/generation.h"
#include "app/chat/chat_rules.h"
#include "app/store/chat_types.h"

namespace deepwell {

class EngineHost;

// What is known when an answer begins: the model may be another one when it ends.
Generation beginReceipt(const EngineHost& host, const GenerationSettings& settings);

// Adds the rest to `out`, which has the counts and times. Generation::sampling_json gets all parameters, by the names that
// generation_config.json has for them, the context's size, and what was left out.
void finishReceipt(const Generation& begun, const GenerationSettings& settings, const ChatRules& rules, const EngineHost& host,
                   const GenerationResult& result, Generation& out);

// The settings and the seed that `made` tells of; empty: it tells of none. What it does not know, as older ones do not the
// system prompt, is as in `otherwise`.
std::optional<GenerationSettings> settingsOf(const Generation& made, const GenerationSettings& otherwise = {});

// The lines of a receipt, for the sheet that shows it.
class Receipt : public QAbstractListModel {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("Made by the workspace")
  Q_PROPERTY(bool repeatable READ repeatable NOTIFY changed)
  Q_PROPERTY(QString otherModel READ otherModel NOTIFY changed)

 public:
  enum Role { NameRole = Qt::UserRole + 1, ValueRole, MonoRole, LongRole };

  // `host` must outlive it.
  explicit Receipt(EngineHost& host, QObject* parent = nullptr);

  void show(const Generation& made, UnixMs created);
  int rowCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : static_cast<int>(rows_.size()); }
  QVariant data(const QModelIndex& index, int role) const override;
  QHash<int, QByteArray> roleNames() const override;
  bool repeatable() const { return repeatable_; }
  // Says that another model than the loaded one made it; empty: it was this one, or nobody knows.
  QString otherModel() const;
  Q_INVOKABLE QString text() const;  // all lines, to copy

 signals:
  void changed();

 private:
  struct Row {
    QString name, value;
    bool mono = false;
    bool is_long = false;  // may have many lines of a person's own
  };
  void add(const QString& name, const QString& value, bool mono = false, bool is_long = false);
  void addCounts(const Generation& made);

  EngineHost& host_;
  QList<Row> rows_;
  QString model_, model_hash_;
  bool repeatable_ = false;
};

}  // namespace deepwell
