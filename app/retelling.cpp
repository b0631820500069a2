#include "app/retelling.h"

#include <QAbstractItemModel>

#include "app/commands/command.h"
#include "app/program.h"

namespace deepwell {
namespace {

void rowsAgain(QAbstractItemModel* model) {
  if (model->rowCount() > 0) emit model->dataChanged(model->index(0, 0), model->index(model->rowCount() - 1, 0));
}

void chatAgain(Conversation& chat) {
  emit chat.rulesChanged();
  emit chat.summarisingChanged();
  emit chat.context()->changed();
  emit chat.choices()->changed();
  emit chat.progress()->changed();
  emit chat.progress()->speedChanged();
  rowsAgain(chat.attachments());
  for (int row = 0; row < chat.messages()->count(); ++row) {
    MessageItem* message = chat.messages()->at(row);
    emit message->thinkingSummaryChanged();
    emit message->statusChanged();
    emit message->timeChanged();
    emit message->authorChanged();
  }
}

void libraryAgain(Library& library, Hub& hub) {
  emit library.spaceChanged();
  emit library.memoryChanged();
  for (QAbstractItemModel* model : std::initializer_list<QAbstractItemModel*>{library.installed(), hub.catalog(), hub.results(), hub.files(), hub.downloads()})
    rowsAgain(model);
}

void privacyAgain(Privacy& privacy) {
  emit privacy.tested();
  if (!privacy.places().isEmpty()) privacy.measure();
  rowsAgain(privacy.connections());
  emit privacy.connections()->changed();
}

}  // namespace

void tellAgain(Program& program) {
  Workspace& workspace = program.workspace();
  workspace.engine()->tellAgain();
  chatAgain(*workspace.current());
  rowsAgain(workspace.chats());
  workspace.search()->again();
  emit workspace.deletedChanged();
  libraryAgain(program.library(), program.hub());
  emit program.preferences().recentModelsChanged();  // the chip's menu is made from them
  privacyAgain(program.privacy());
  auto* keys = program.qml().singletonInstance<KeyNames*>(qmlTypeId("Deepwell.Commands", 1, 0, "KeyNames"));
  if (keys) keys->tellAgain();
  if (!program.window()) return;
  for (CommandList* list : program.window()->findChildren<CommandList*>())
    for (Command* command : list->commands()) emit command->changed();
}

}  // namespace deepwell
