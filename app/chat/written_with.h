// Which model the chat that is shown was written with, where another one is loaded, and where it lies now. Nothing is loaded
// but by load().
#pragma once

#include <QObject>
#include <QPointer>
#include <QSet>
#include <QtQmlIntegration>
#include <functional>

#include "app/store/chat_types.h"

namespace deepwell {

class Conversation;
class EngineHost;

class WrittenWith : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("Belongs to the workspace")
  Q_PROPERTY(bool shown READ shown NOTIFY changed)
  Q_PROPERTY(QString name READ name NOTIFY changed)
  Q_PROPERTY(bool installed READ installed NOTIFY changed)

 public:
  // The path of a model that is installed: at `path`, or of that name elsewhere. Empty: there is none.
  using Finder = std::function<QString(const QString& path, const QString& name)>;

  explicit WrittenWith(EngineHost& host, QObject* parent = nullptr);

  bool shown() const { return shown_; }
  QString name() const { return name_; }
  bool installed() const { return !path_.isEmpty(); }

  void setFinder(Finder finder);  // without one a model is found at its path only
  void follow(Conversation* chat);
  void refresh();  // models have come or gone

  Q_INVOKABLE void load();
  Q_INVOKABLE void dismiss();  // of this chat, until the program ends

 signals:
  void changed();

 private:
  bool differs() const;

  EngineHost& host_;
  Finder finder_;
  QPointer<Conversation> chat_;
  QSet<ChatId> dismissed_;
  bool shown_ = false;
  QString name_;
  QString path_;  // of the model as it is installed; empty: it is not
};

}  // namespace deepwell
