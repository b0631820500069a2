#include "app/commands/command.h"

#include <QKeySequence>
#include <algorithm>

namespace deepwell {
namespace {

// Qt's names of keys, here so that our translations have them too: Qt's own are not installed everywhere, and spell some
// keys otherwise than they are labelled.
[[maybe_unused]] constexpr const char* kKeyNames[] = {
    QT_TRANSLATE_NOOP("QShortcut", "Ctrl"),   QT_TRANSLATE_NOOP("QShortcut", "Shift"), QT_TRANSLATE_NOOP("QShortcut", "Esc"),
    QT_TRANSLATE_NOOP("QShortcut", "Tab"),    QT_TRANSLATE_NOOP("QShortcut", "PgUp"),  QT_TRANSLATE_NOOP("QShortcut", "PgDown"),
    QT_TRANSLATE_NOOP("QShortcut", "Return"), QT_TRANSLATE_NOOP("QShortcut", "Enter"), QT_TRANSLATE_NOOP("QShortcut", "Up"),
    QT_TRANSLATE_NOOP("QShortcut", "Home"),   QT_TRANSLATE_NOOP("QShortcut", "End"),   QT_TRANSLATE_NOOP("QShortcut", "Del"),
    QT_TRANSLATE_NOOP("QShortcut", "Menu"),
};

}  // namespace

QString Command::keysText() const {
  return keys_.isEmpty() ? QString() : KeyNames::native(keys_.constFirst());
}

void KeyNames::tellAgain() {
  ++language_;
  emit languageChanged();
}

QString KeyNames::native(const QString& portable, int) {
  return QKeySequence(portable, QKeySequence::PortableText).toString(QKeySequence::NativeText);
}

void Command::trigger() {
  if (enabled_) emit triggered();
}

int CommandList::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(commands_.size());
}

QVariant CommandList::data(const QModelIndex& index, int role) const {
  if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
  Command* command = commands_.at(index.row());
  switch (role) {
    case CommandRole: return QVariant::fromValue(command);
    case NameRole: return command->name();
    case GroupRole: return command->group();
    case TextRole: return command->text();
    case IconRole: return command->icon();
    case KeysRole: return command->keysText();
    case EnabledRole: return command->enabled();
    case FirstKeyOfGroupRole: return isFirstKeyOfGroup(index.row());
    default: return {};
  }
}

QHash<int, QByteArray> CommandList::roleNames() const {
  return {{CommandRole, "command"}, {NameRole, "name"}, {GroupRole, "group"}, {TextRole, "text"},
          {IconRole, "icon"},       {KeysRole, "keysText"}, {EnabledRole, "commandEnabled"}, {FirstKeyOfGroupRole, "firstKeyOfGroup"}};
}

bool CommandList::isFirstKeyOfGroup(qsizetype row) const {
  const Command* command = commands_.at(row);
  const auto same = [command](const Command* other) { return other->group() == command->group() && !other->keys().isEmpty(); };
  const auto first = std::find_if(commands_.begin(), commands_.end(), same);
  return first != commands_.end() && *first == command;
}

Command* CommandList::find(const QString& name) const {
  const auto found = std::find_if(commands_.begin(), commands_.end(), [&](Command* c) { return c->name() == name; });
  return found == commands_.end() ? nullptr : *found;
}

QQmlListProperty<Command> CommandList::commandsProperty() {
  return {this, nullptr,
          [](QQmlListProperty<Command>* list, Command* command) { static_cast<CommandList*>(list->object)->append(command); },
          [](QQmlListProperty<Command>* list) -> qsizetype { return static_cast<CommandList*>(list->object)->commands_.size(); },
          [](QQmlListProperty<Command>* list, qsizetype i) { return static_cast<CommandList*>(list->object)->commands_.at(i); },
          nullptr};
}

void CommandList::append(Command* command) {
  const int row = rowCount();
  beginInsertRows({}, row, row);
  commands_.append(command);
  endInsertRows();
  connect(command, &Command::changed, this, [this, row] { emit dataChanged(index(row), index(row)); });
}

}  // namespace deepwell
