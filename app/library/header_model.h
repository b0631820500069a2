// All that a model's header holds, as rows to look through: the pairs, then the tensors.
#pragma once

#include <QAbstractListModel>
#include <QtQmlIntegration>

#include "app/bridge/model_facts.h"

namespace deepwell {

class HeaderModel : public QAbstractListModel {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("Library has one")
  Q_PROPERTY(QString filter READ filter WRITE setFilter NOTIFY changed)
  Q_PROPERTY(bool reading READ reading NOTIFY changed)
  Q_PROPERTY(QString problem READ problem NOTIFY changed)
  Q_PROPERTY(int count READ count NOTIFY changed)

 public:
  enum Role { TitleRole = Qt::UserRole, TextRole, SectionRole };

  explicit HeaderModel(QObject* parent = nullptr) : QAbstractListModel(parent) {}

  int rowCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : count(); }
  QVariant data(const QModelIndex& index, int role) const override;
  QHash<int, QByteArray> roleNames() const override { return {{TitleRole, "title"}, {TextRole, "content"}, {SectionRole, "section"}}; }

  int count() const { return static_cast<int>(rows_.size()); }
  QString filter() const { return filter_; }
  void setFilter(const QString& filter);
  bool reading() const { return reading_; }
  QString problem() const { return header_.problem; }
  void begin();  // nothing is there until set()
  void set(const ModelHeader& header);

 signals:
  void changed();

 private:
  struct Row {
    const NamedText* entry;  // of header_
    bool tensor;
  };
  void rebuild();

  ModelHeader header_;
  QList<Row> rows_;
  QString filter_;
  bool reading_ = false;
};

}  // namespace deepwell
