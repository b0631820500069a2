import Deepwell.Bridge
import Deepwell.Chat
import Deepwell.Commands
import Deepwell.Settings

// Everything that the window can be told to do. AppActions does it; enabled says whether it can be done now.
CommandList {
    id: root

    required property Workspace workspace
    required property bool inChat        // the chat is shown, not another page
    readonly property EngineHost engine: workspace.engine
    readonly property Conversation chat: workspace.current
    readonly property MessageItem last: chat.messages.last
    readonly property bool hasMessages: last !== null
    readonly property bool idle: !chat.busy && !chat.loading && !chat.summarising && !chat.inBin && !chat.answerEdit.changed
    readonly property bool canAnswer: engine.ready && !engine.loading && idle
    readonly property bool lastIsAnswer: hasMessages && !last.fromUser && !last.running
    readonly property bool canGoOn: lastIsAnswer && (last.status !== MessageItem.Finished || last.edited) && (last.hasText || last.hasReasoning)
    signal asked(string name)

    component Entry: Command { onTriggered: root.asked(name) }
    component ChatEntry: Entry { group: qsTr("Chat") }
    component ListEntry: Entry { group: qsTr("Chats") }
    component ViewEntry: Entry { group: qsTr("View") }
    component ModelEntry: Entry { group: qsTr("Model") }

    ChatEntry { name: "chat.new"; text: qsTr("New chat"); icon: "compose"; keys: ["Ctrl+N"] }
    ChatEntry { name: "chat.write"; text: qsTr("Write a message"); icon: "pencil"; keys: ["Ctrl+L"] }
    ChatEntry { name: "chat.attach"; text: qsTr("Attach files"); icon: "attach"; keys: ["Ctrl+Shift+A"] }
    ChatEntry { name: "chat.think"; text: qsTr("Switch thinking on or off"); icon: "think"; keys: ["Ctrl+T"]; enabled: !root.engine.ready || root.engine.thinks }
    ChatEntry { name: "chat.stop"; text: qsTr("Stop answering"); icon: "stop"; keys: ["Esc"]; enabled: root.chat.busy }
    ChatEntry { name: "chat.regenerate"; text: qsTr("Answer again"); icon: "refresh"; keys: ["Ctrl+R"]; enabled: root.canAnswer && root.hasMessages }
    ChatEntry { name: "chat.continue"; text: qsTr("Continue the answer"); icon: "play"; enabled: root.canAnswer && root.canGoOn }
    ChatEntry { name: "chat.editLast"; text: qsTr("Edit the last question"); icon: "pencil"; keys: ["Ctrl+Up"]; enabled: root.idle && root.hasMessages }
    ChatEntry { name: "chat.editAnswer"; text: qsTr("Edit the last answer"); icon: "pencil"; enabled: root.idle && root.lastIsAnswer && root.last.editable }
    ChatEntry { name: "chat.copyAnswer"; text: qsTr("Copy the last answer"); icon: "copy"; keys: ["Ctrl+Shift+C"]; enabled: root.hasMessages }
    ChatEntry { name: "chat.copyAll"; text: qsTr("Copy the whole chat"); icon: "copy"; enabled: root.hasMessages }
    ChatEntry { name: "chat.find"; text: qsTr("Find in this chat"); icon: "search"; keys: ["Ctrl+F"]; enabled: root.hasMessages }
    ChatEntry { name: "chat.receipt"; text: qsTr("How the last answer was made"); icon: "receipt"; keys: ["Ctrl+I"]; enabled: root.lastIsAnswer }
    ChatEntry { name: "chat.context"; text: qsTr("What the model is given: the context"); icon: "info"; enabled: root.engine.ready && root.idle }
    ChatEntry { name: "chat.instructions"; text: qsTr("Instructions for this chat: a system prompt of its own"); icon: "pencil" }
    ChatEntry { name: "chat.fork"; text: qsTr("Fork: the same chat again, to go on otherwise"); icon: "fork"; enabled: root.idle && root.hasMessages }
    ChatEntry { name: "chat.summarise"; text: qsTr("New chat with a summary of this one"); icon: "compose"; enabled: root.canAnswer && root.hasMessages }
    ChatEntry { name: "chat.rename"; text: qsTr("Rename chat"); icon: "pencil"; keys: ["F2"]; enabled: root.hasMessages }
    ChatEntry { name: "chat.pin"; text: qsTr("Pin or unpin chat"); icon: "pin"; enabled: root.hasMessages }
    ChatEntry { name: "chat.archive"; text: qsTr("Archive chat"); icon: "archive"; enabled: root.hasMessages }
    ChatEntry { name: "chat.delete"; text: qsTr("Delete chat"); icon: "trash"; enabled: root.hasMessages }
    ChatEntry { name: "chat.exportMarkdown"; text: qsTr("Export chat as Markdown"); icon: "export"; keys: ["Ctrl+S"]; enabled: root.hasMessages }
    ChatEntry { name: "chat.exportPdf"; text: qsTr("Export chat as PDF"); icon: "export"; enabled: root.hasMessages }
    ChatEntry { name: "chat.exportJson"; text: qsTr("Export chat as JSON"); icon: "export"; enabled: root.hasMessages }

    ListEntry { name: "chat.next"; text: qsTr("Next chat"); keys: ["Ctrl+PgDown", "Ctrl+Tab"] }
    ListEntry { name: "chat.previous"; text: qsTr("Previous chat"); keys: ["Ctrl+PgUp", "Ctrl+Shift+Tab"] }
    ListEntry { name: "chats.search"; text: qsTr("Search all chats"); icon: "search"; keys: ["Ctrl+Shift+F"] }
    ListEntry { name: "chats.newFolder"; text: qsTr("New folder"); icon: "folder-plus" }
    ListEntry { name: "chats.active"; text: qsTr("Show all chats"); icon: "sidebar" }
    ListEntry { name: "chats.archived"; text: qsTr("Show archived chats"); icon: "archive" }
    ListEntry { name: "chats.bin"; text: qsTr("Show the bin"); icon: "trash" }
    ListEntry { name: "chats.import"; text: qsTr("Import chats"); icon: "import" }
    ListEntry { name: "chats.exportAll"; text: qsTr("Export all chats"); icon: "export" }

    ViewEntry { name: "view.palette"; text: qsTr("Find anything"); icon: "search"; keys: ["Ctrl+K"] }
    ViewEntry { name: "view.sidebar"; text: qsTr("Show or hide the chats"); icon: "sidebar"; keys: ["Ctrl+B"] }
    ViewEntry { name: "view.chat"; text: qsTr("Back to the chat"); icon: "chevron-left"; enabled: !root.inChat }
    ViewEntry { name: "view.settings"; text: qsTr("Settings"); icon: "settings"; keys: ["Ctrl+,"] }
    ViewEntry { name: "view.instructions"; text: qsTr("Instructions for all models: the system prompt"); icon: "pencil" }
    ViewEntry { name: "view.keys"; text: qsTr("Keyboard shortcuts"); icon: "keyboard"; keys: ["Ctrl+/"] }
    ViewEntry { name: "view.privacy"; text: qsTr("Privacy: what can connect"); icon: "lock" }
    ViewEntry { name: "view.logs"; text: qsTr("Logs"); icon: "file" }
    ViewEntry { name: "view.zoomIn"; text: qsTr("Larger text"); icon: "plus"; keys: ["Ctrl++", "Ctrl+="]; everywhere: true }
    ViewEntry { name: "view.zoomOut"; text: qsTr("Smaller text"); keys: ["Ctrl+-"]; everywhere: true }
    ViewEntry { name: "view.zoomReset"; text: qsTr("Usual text size"); keys: ["Ctrl+0"]; everywhere: true }
    ViewEntry { name: "view.fullScreen"; text: qsTr("Full screen"); icon: "monitor"; keys: ["F11"]; everywhere: true }
    ViewEntry { name: "theme.system"; text: qsTr("Theme: as the desktop"); icon: "monitor"; enabled: Preferences.theme !== "system" }
    ViewEntry { name: "theme.light"; text: qsTr("Theme: light"); icon: "sun"; enabled: Preferences.theme !== "light" }
    ViewEntry { name: "theme.dark"; text: qsTr("Theme: dark"); icon: "moon"; enabled: Preferences.theme !== "dark" }
    ViewEntry { name: "thinking.auto"; text: qsTr("Show the thinking until the answer begins"); icon: "think"; enabled: Preferences.thinkingDisplay !== "auto" }
    ViewEntry { name: "thinking.open"; text: qsTr("Show the thinking always"); icon: "think"; enabled: Preferences.thinkingDisplay !== "open" }
    ViewEntry { name: "thinking.folded"; text: qsTr("Show the thinking folded"); icon: "think"; enabled: Preferences.thinkingDisplay !== "folded" }

    ModelEntry { name: "model.menu"; text: qsTr("Choose a model"); icon: "model"; keys: ["Ctrl+M"] }
    ModelEntry { name: "model.device"; text: qsTr("Choose the device that the model runs on: processor or GPU"); icon: "chip" }
    ModelEntry { name: "model.preset"; text: qsTr("Preset of this model: system prompt, thinking, sampling"); icon: "pencil"; enabled: root.engine.ready && !root.engine.loading }
    ModelEntry { name: "model.library"; text: qsTr("Models"); icon: "model"; keys: ["Ctrl+Shift+M"] }
    ModelEntry { name: "model.discover"; text: qsTr("Get models: catalog and search"); icon: "search" }
    ModelEntry { name: "model.downloads"; text: qsTr("Downloads"); icon: "download" }
    ModelEntry { name: "model.open"; text: qsTr("Open a model file"); icon: "file"; keys: ["Ctrl+O"] }
    ModelEntry { name: "model.openFolder"; text: qsTr("Open a model folder"); icon: "folder" }
    ModelEntry { name: "model.unload"; text: qsTr("Unload model"); icon: "eject"; enabled: root.engine.ready && !root.engine.loading }

    Entry { name: "window.close"; group: qsTr("Window"); text: qsTr("Quit"); icon: "close"; keys: ["Ctrl+Q"]; everywhere: true }
}
