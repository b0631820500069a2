import Deepwell.Commands

// Everything that the window can be told to do. The window connects what they do; enabled says whether they can now.
CommandList {
    id: root

    required property bool canAnswer     // a model is there and the chat is idle
    required property bool busy          // an answer is being written
    required property bool hasMessages
    required property bool inChat        // the chat is shown, not another page
    signal asked(string name)

    component Entry: Command { onTriggered: root.asked(name) }

    Entry { name: "chat.new"; group: qsTr("Chat"); text: qsTr("New chat"); icon: "compose"; keys: ["Ctrl+N"] }
    Entry { name: "chat.stop"; group: qsTr("Chat"); text: qsTr("Stop answering"); icon: "stop"; keys: ["Esc"]; enabled: root.busy }
    Entry { name: "chat.regenerate"; group: qsTr("Chat"); text: qsTr("Answer again"); icon: "refresh"; keys: ["Ctrl+R"]; enabled: root.canAnswer && root.hasMessages }
    Entry { name: "chat.copyAnswer"; group: qsTr("Chat"); text: qsTr("Copy the last answer"); icon: "copy"; keys: ["Ctrl+Shift+C"]; enabled: root.hasMessages }
    Entry { name: "chat.copyAll"; group: qsTr("Chat"); text: qsTr("Copy the whole chat"); icon: "copy"; enabled: root.hasMessages }
    Entry { name: "chat.find"; group: qsTr("Chat"); text: qsTr("Find in this chat"); icon: "search"; keys: ["Ctrl+F"]; enabled: root.hasMessages }
    Entry { name: "chat.rename"; group: qsTr("Chat"); text: qsTr("Rename chat"); icon: "pencil"; keys: ["F2"]; enabled: root.hasMessages }
    Entry { name: "chat.pin"; group: qsTr("Chat"); text: qsTr("Pin or unpin chat"); icon: "pin"; enabled: root.hasMessages }
    Entry { name: "chat.archive"; group: qsTr("Chat"); text: qsTr("Archive chat"); icon: "archive"; enabled: root.hasMessages }
    Entry { name: "chat.delete"; group: qsTr("Chat"); text: qsTr("Delete chat"); icon: "trash"; enabled: root.hasMessages }
    Entry { name: "chat.exportMarkdown"; group: qsTr("Chat"); text: qsTr("Export chat as Markdown"); icon: "export"; enabled: root.hasMessages }
    Entry { name: "chat.exportPdf"; group: qsTr("Chat"); text: qsTr("Export chat as PDF"); icon: "export"; enabled: root.hasMessages }
    Entry { name: "chat.exportJson"; group: qsTr("Chat"); text: qsTr("Export chat as JSON"); icon: "export"; enabled: root.hasMessages }
    Entry { name: "chat.write"; group: qsTr("Chat"); text: qsTr("Write a message"); icon: "pencil"; keys: ["Ctrl+L"] }
    Entry { name: "chat.next"; group: qsTr("Chat"); text: qsTr("Next chat"); keys: ["Ctrl+PgDown", "Ctrl+Tab"] }
    Entry { name: "chat.previous"; group: qsTr("Chat"); text: qsTr("Previous chat"); keys: ["Ctrl+PgUp", "Ctrl+Shift+Tab"] }

    Entry { name: "chats.newFolder"; group: qsTr("Chats"); text: qsTr("New folder"); icon: "folder-plus" }
    Entry { name: "chats.active"; group: qsTr("Chats"); text: qsTr("Show all chats"); icon: "sidebar" }
    Entry { name: "chats.archived"; group: qsTr("Chats"); text: qsTr("Show archived chats"); icon: "archive" }
    Entry { name: "chats.bin"; group: qsTr("Chats"); text: qsTr("Show the bin"); icon: "trash" }
    Entry { name: "chats.import"; group: qsTr("Chats"); text: qsTr("Import chats"); icon: "import" }
    Entry { name: "chats.exportAll"; group: qsTr("Chats"); text: qsTr("Export all chats"); icon: "export" }

    Entry { name: "view.palette"; group: qsTr("View"); text: qsTr("Find anything"); icon: "search"; keys: ["Ctrl+K"] }
    Entry { name: "view.searchChats"; group: qsTr("View"); text: qsTr("Search all chats"); icon: "search"; keys: ["Ctrl+Shift+F"] }
    Entry { name: "view.sidebar"; group: qsTr("View"); text: qsTr("Show or hide the chats"); icon: "sidebar"; keys: ["Ctrl+B"] }
    Entry { name: "view.chat"; group: qsTr("View"); text: qsTr("Back to the chat"); icon: "chevron-left"; enabled: !root.inChat }
    Entry { name: "view.library"; group: qsTr("View"); text: qsTr("Models"); icon: "model"; keys: ["Ctrl+Shift+M"] }
    Entry { name: "view.settings"; group: qsTr("View"); text: qsTr("Settings"); icon: "settings"; keys: ["Ctrl+,"] }
    Entry { name: "view.keys"; group: qsTr("View"); text: qsTr("Keyboard shortcuts"); icon: "keyboard"; keys: ["Ctrl+/"] }
    Entry { name: "view.privacy"; group: qsTr("View"); text: qsTr("Privacy: what can connect"); icon: "lock" }
    Entry { name: "view.logs"; group: qsTr("View"); text: qsTr("Logs"); icon: "file" }
    Entry { name: "view.zoomIn"; group: qsTr("View"); text: qsTr("Larger text"); icon: "plus"; keys: ["Ctrl++", "Ctrl+="] }
    Entry { name: "view.zoomOut"; group: qsTr("View"); text: qsTr("Smaller text"); keys: ["Ctrl+-"] }
    Entry { name: "view.zoomReset"; group: qsTr("View"); text: qsTr("Usual text size"); keys: ["Ctrl+0"] }
    Entry { name: "view.fullScreen"; group: qsTr("View"); text: qsTr("Full screen"); icon: "monitor"; keys: ["F11"] }

    Entry { name: "model.menu"; group: qsTr("Model"); text: qsTr("Choose a model"); icon: "model"; keys: ["Ctrl+M"] }
    Entry { name: "model.open"; group: qsTr("Model"); text: qsTr("Open a model file"); icon: "file"; keys: ["Ctrl+O"] }
    Entry { name: "model.openFolder"; group: qsTr("Model"); text: qsTr("Open a model folder"); icon: "folder" }

    Entry { name: "window.close"; group: qsTr("Window"); text: qsTr("Quit"); icon: "close"; keys: ["Ctrl+Q"] }
}
