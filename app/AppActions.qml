import QtQml
import QtQuick
import Deepwell.Bridge
import Deepwell.Chat
import Deepwell.Desktop
import Deepwell.Library
import Deepwell.Palette
import Deepwell.Settings
import Deepwell.Settings.Pages

// What the commands do.
QtObject {
    id: root

    required property Workspace workspace
    required property var window            // Main: place, lists, quit
    required property ChatPage page
    required property ModelChip chip
    required property SettingsSheet settings
    required property CommandPalette palette
    required property TransferDialogs transfer
    required property ModelDialogs models
    required property PresetSheet presets
    required property InstructionsSheet instructions

    readonly property Conversation chat: workspace.current

    // False: there is no such command.
    function run(name: string): bool {
        const room = name.substring(0, name.indexOf("."));
        switch (room) {
        case "chat": return runChat(name);
        case "chats": return runChats(name);
        case "view": case "window": return runView(name);
        case "thinking": Preferences.thinkingDisplay = name.substring(9); return true;
        case "theme": Preferences.theme = name.substring(6); return true;
        case "model": return runModel(name);
        default: return false;
        }
    }

    function runChat(name: string): bool {
        switch (name) {
        case "chat.new": window.newChat(); break;
        case "chat.stop": chat.stop(); break;
        case "chat.write": window.showChat(); page.grabComposer(); break;
        case "chat.attach": window.showChat(); page.attach(); break;
        case "chat.think": workspace.think = !workspace.think; break;
        case "chat.regenerate": window.showChat(); chat.regenerate(); break;
        case "chat.continue": window.showChat(); chat.continueAnswer(); break;
        case "chat.editLast": window.showChat(); chat.editLast(); break;
        case "chat.editAnswer": window.showChat(); page.editAnswer(chat.messages.last); break;
        case "chat.copyAnswer": workspace.copy(chat.messages.lastAnswer()); break;
        case "chat.copyAll": page.copyChat(); break;
        case "chat.receipt": window.showChat(); page.showReceipt(chat.messages.last); break;
        case "chat.context": window.showChat(); chat.showChoices(); break;
        case "chat.instructions": instructions.openFor(chat); break;
        case "chat.find": window.showChat(); page.find(); break;
        case "chat.fork": window.showChat(); workspace.forkChat(chat.messages.last); break;
        case "chat.summarise": window.showChat(); workspace.summariseToNewChat(); break;
        case "chat.rename": window.list().renameCurrent(); break;
        case "chat.next": window.showChat(); workspace.openNeighbour(1); break;
        case "chat.previous": window.showChat(); workspace.openNeighbour(-1); break;
        case "chat.pin": workspace.chats.togglePin(chat.chatId); break;
        case "chat.archive": workspace.archiveChat(chat.chatId, true); break;
        case "chat.delete": workspace.deleteChat(chat.chatId); break;
        case "chat.exportMarkdown": transfer.exportChat(chat.chatId, "markdown"); break;
        case "chat.exportPdf": transfer.exportChat(chat.chatId, "pdf"); break;
        case "chat.exportJson": transfer.exportChat(chat.chatId, "json"); break;
        default: return false;
        }
        return true;
    }

    function runChats(name: string): bool {
        switch (name) {
        case "chats.search": window.list().focusSearch(); break;
        case "chats.newFolder": window.list().newFolder(); break;
        case "chats.active": window.list().show(ChatListModel.Active); break;
        case "chats.archived": window.list().show(ChatListModel.Archived); break;
        case "chats.bin": window.list().show(ChatListModel.Bin); break;
        case "chats.import": transfer.importChats(); break;
        case "chats.exportAll": transfer.exportChat(0, "json"); break;
        default: return false;
        }
        return true;
    }

    function runView(name: string): bool {
        switch (name) {
        case "view.palette": palette.open(); break;
        case "view.sidebar": window.toggleSidebar(); break;
        case "view.chat": window.showChat(); break;
        case "view.settings": settings.open(); break;
        case "view.instructions": settings.showPage("general"); break;
        case "view.keys": settings.showPage("keys"); break;
        case "view.privacy": settings.showPage("privacy"); break;
        case "view.logs": settings.showPage("logs"); break;
        case "view.zoomIn": Preferences.fontSize = Preferences.fontSize + 1; break;
        case "view.zoomOut": Preferences.fontSize = Preferences.fontSize - 1; break;
        case "view.zoomReset": Preferences.fontSize = 15; break;
        case "view.fullScreen": window.visibility = window.visibility === Window.FullScreen ? Window.AutomaticVisibility : Window.FullScreen; break;
        case "window.close": window.quit(); break;
        default: return false;
        }
        return true;
    }

    function runModel(name: string): bool {
        switch (name) {
        case "model.menu": chip.openMenu(); break;
        case "model.device": chip.openDevices(); break;
        case "model.open": models.startFolder = Preferences.modelFolder(); models.openFile(); break;
        case "model.openFolder": models.startFolder = Preferences.modelFolder(); models.openFolder(); break;
        case "model.preset": presets.openFor(workspace.engine.path, chip.label(workspace.engine.path)); break;
        case "model.unload": workspace.engine.unload(); break;
        case "model.library": window.showLibrary(""); break;
        case "model.discover": window.showLibrary("discover"); break;
        case "model.downloads": window.showLibrary("downloads"); break;
        default: return false;
        }
        return true;
    }
}
