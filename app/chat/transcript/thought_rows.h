// The pages of one message's thoughts, for the pane that shows their live end.
#pragma once

#include <QtQmlIntegration>
#include <vector>

#include "app/chat/transcript/message_item.h"
#include "app/chat/transcript/rows_model.h"

namespace deepwell {

class ThoughtRows : public RowsModel {
  Q_OBJECT
  QML_ELEMENT
  Q_PROPERTY(deepwell::MessageItem* message READ message WRITE setMessage NOTIFY messageChanged)
  Q_PROPERTY(int fontSize MEMBER font_size_ NOTIFY fontSizeChanged)

 public:
  explicit ThoughtRows(QObject* parent = nullptr) : RowsModel(parent) {}

  MessageItem* message() const { return message_; }
  void setMessage(MessageItem* message);

  int rowCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QHash<int, QByteArray> roleNames() const override;
  int kindAt(int) const override;
  double estimatedHeight(int row, double width) const override;
  void prepare(int) override {}

 signals:
  void messageChanged();
  void fontSizeChanged();

 private:
  void grow();

  QPointer<MessageItem> message_;
  std::vector<qsizetype> ends_;
  int font_size_ = 15;
};

}  // namespace deepwell
