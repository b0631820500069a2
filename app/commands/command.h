// What a person can tell the window to do, in one place: menus, shortcuts, the palette (Ctrl+K) and the page of keys all
// read it from the window's CommandList.
#pragma once

#include <QAbstractListModel>
#include <QList>
#include <QObject>
#include <QQmlListProperty>
#include <QString>
#include <QStringList>
#include <QtQmlIntegration>

namespace deepwell {

class Command : public QObject {
  Q_OBJECT
  QML_ELEMENT
  Q_PROPERTY(QString name MEMBER name_ NOTIFY changed)  // stable: "chat.new"
  Q_PROPERTY(QString group MEMBER group_ NOTIFY changed)
  Q_PROPERTY(QString text MEMBER text_ NOTIFY changed)
  Q_PROPERTY(QString icon MEMBER icon_ NOTIFY changed)
  Q_PROPERTY(QStringList keys MEMBER keys_ NOTIFY changed)  // as QKeySequence writes them portably: "Ctrl+N"; the first one is shown
  Q_PROPERTY(QString keysText READ keysText NOTIFY changed)
  Q_PROPERTY(bool enabled MEMBER enabled_ NOTIFY changed)
  Q_PROPERTY(bool everywhere MEMBER everywhere_ NOTIFY changed)  // its keys work over sheets, menus and the palette too
  Q_PROPERTY(bool listed MEMBER listed_ NOTIFY changed)  // false: a key only, nothing to choose from a list

 public:
  explicit Command(QObject* parent = nullptr) : QObject(parent) {}

  QString name() const { return name_; }
  QString group() const { return group_; }
  QString text() const { return text_; }
  QString icon() const { return icon_; }
  QStringList keys() const { return keys_; }
  QString keysText() const;  // of the first one, as this system writes it
  bool enabled() const { return enabled_; }
  bool listed() const { return listed_; }

  // Does it, if it is enabled.
  Q_INVOKABLE void trigger();

 signals:
  void changed();
  void triggered();

 private:
  QString name_, group_, text_, icon_;
  QStringList keys_;
  bool enabled_ = true;
  bool everywhere_ = false;
  bool listed_ = true;
};

// How this system writes keys.
class KeyNames : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_SINGLETON
  Q_PROPERTY(int language READ language NOTIFY languageChanged)  // grows with each change of the window's

 public:
  explicit KeyNames(QObject* parent = nullptr) : QObject(parent) {}

  // "Ctrl+N"; on a Mac its signs. `language` is named in a binding, so that it is looked at again.
  Q_INVOKABLE static QString native(const QString& portable, int language = 0);

  int language() const { return language_; }
  void tellAgain();

 signals:
  void languageChanged();

 private:
  int language_ = 0;
};

class CommandList : public QAbstractListModel {
  Q_OBJECT
  QML_ELEMENT
  Q_PROPERTY(QQmlListProperty<deepwell::Command> commands READ commandsProperty CONSTANT)
  Q_CLASSINFO("DefaultProperty", "commands")

 public:
  enum Role { CommandRole = Qt::UserRole + 1, NameRole, GroupRole, TextRole, IconRole, KeysRole, EnabledRole,
              FirstKeyOfGroupRole };  // the first one of its group that has a key

  explicit CommandList(QObject* parent = nullptr) : QAbstractListModel(parent) {}

  int rowCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QHash<int, QByteArray> roleNames() const override;

  const QList<Command*>& commands() const { return commands_; }
  Q_INVOKABLE deepwell::Command* find(const QString& name) const;  // null: there is none

 private:
  QQmlListProperty<Command> commandsProperty();
  void append(Command* command);
  bool isFirstKeyOfGroup(qsizetype row) const;

  QList<Command*> commands_;
};

}  // namespace deepwell
