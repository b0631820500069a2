import QtQml
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Templates as T
import QtQuick.Layouts
import Deepwell.Bridge
import Deepwell.Chat
import Deepwell.Desktop
import Deepwell.Library
import Deepwell.Palette
import Deepwell.Privacy
import Deepwell.Settings
import Deepwell.Settings.Pages
import Deepwell.Start
import Deepwell.Style

// The window: the list of chats, the page beside it, and what opens above them.
ApplicationWindow {
    id: root

    required property Workspace workspace
    readonly property EngineHost engine: workspace.engine
    readonly property bool narrow: width < Theme.narrowWindow
    readonly property bool sidebarDocked: !narrow && Preferences.sidebarOpen
    property bool quitting: false

    // Which page fills the window beside the chats: "chat" or "library".
    property string place: "chat"

    function toggleSidebar(): void {
        if (narrow) drawer.visible = !drawer.visible;
        else Preferences.sidebarOpen = !Preferences.sidebarOpen;
    }
    // The list of chats, brought into sight.
    function list(): ChatList {
        if (narrow) drawer.visible = true;
        else Preferences.sidebarOpen = true;
        return (narrow ? drawerList : docked).item;
    }
    function newChat(): void {
        showChat();
        workspace.newChat();
        page.grabComposer();
    }
    function showChat(): void { place = "chat"; }
    // Its tab; empty: the one that was shown last.
    function showLibrary(tab: string): void {
        place = "library";
        if (tab !== "") libraryPage.item.show(tab);
    }
    function run(name: string): void {
        if (!/^(chats\.(?!import|exportAll)|chat\.rename|view\.(sidebar|zoom))/.test(name)) drawer.close();
        actions.run(name);
    }
    // A window that hides in the tray is closed already: closing it once more ends nothing.
    function quit(): void {
        if (!workspace.transfer.busy) return quitNow();
        bringUp();
        quitSheet.ask();
    }
    function quitNow(): void { quitting = true; close(); Qt.quit(); }
    function bringUp(): void {
        Desktop.show(root);
        raise();
        requestActivate();
    }

    width: 1120
    height: 760
    minimumWidth: 360
    minimumHeight: 420
    visible: false  // until it has its place
    title: workspace.current.title !== "" ? qsTr("%1 – Deepwell").arg(workspace.current.title) : "Deepwell"
    color: Theme.ground
    // For the parts of Qt that are not ours: file dialogs.
    palette {
        window: Theme.ground; windowText: Theme.text; base: Theme.surface; text: Theme.text; alternateBase: Theme.codeGround
        button: Theme.codeGround; buttonText: Theme.text; highlight: Theme.accent; highlightedText: Theme.accentText
        light: Theme.hover; midlight: Theme.border; mid: Theme.borderStrong; dark: Theme.textMuted
        placeholderText: Theme.textFaint; toolTipBase: Theme.raised; toolTipText: Theme.text
    }
    Component.onCompleted: { placing.restore(); page.grabComposer(); }
    onClosing: close => {
        placing.save();
        if (quitting || !(tray.keeps || workspace.transfer.busy)) return;
        close.accepted = false;
        if (tray.keeps) tray.take(); else quitSheet.ask();
    }
    onNarrowChanged: if (!narrow) drawer.close()

    WindowPlace { id: placing; window: root }
    WindowTray {
        id: tray

        window: root
        onNewChatRequested: { root.bringUp(); root.newChat(); }
    }
    AppCommands {
        id: commands

        workspace: root.workspace
        inChat: root.place === "chat"
        onAsked: name => root.run(name)
    }
    AppActions {
        id: actions

        workspace: root.workspace
        window: root
        page: page
        chip: bar.chip
        settings: settings
        palette: finder
        transfer: transferDialogs
        models: dialogs
        presets: presetSheet
        instructions: instructionsSheet
    }

    Component {
        id: welcome

        Welcome {
            devices: root.engine.devices
            modelsFolder: Library.modelsFolder
            freeSpace: Library.freeSpace
            suggestions: Hub.suggestions
            onFolderRequested: folderDialogs.openFolder()
            onGetRequested: index => {
                if (!Hub.downloadModel(suggestions[index].modelId)) return;
                Preferences.welcomed = true;
                root.showLibrary("downloads");
            }
            onLibraryRequested: root.run("model.library")
            onDismissed: Preferences.welcomed = true
            Component.onCompleted: Library.start()
        }
    }
    Component {
        id: chatList

        ChatList {
            workspace: root.workspace
            overlay: root.narrow
            place: root.place
            libraryNote: Hub.downloads.active > 0 ? qsTr("%1 %").arg(Math.floor(Hub.downloads.progress * 100)) : ""
            onHideRequested: root.toggleSidebar()
            onSettingsRequested: root.run("view.settings")
            onLibraryRequested: root.run("model.library")
            onExportRequested: (chat, format) => { drawer.close(); transferDialogs.exportChat(chat, format); }
            onImportRequested: { drawer.close(); transferDialogs.importChats(); }
            onChosen: { root.showChat(); if (root.narrow) { drawer.close(); page.grabComposer(); } }
        }
    }

    FocusScope {
        anchors.fill: parent
        focus: true
        Keys.onEscapePressed: root.workspace.current.stop()
        // Whoever types without a field that takes it means the composer.
        Keys.onPressed: event => {
            const command = event.modifiers & (Qt.ControlModifier | Qt.AltModifier | Qt.MetaModifier);
            if (command || event.text.length !== 1 || event.text < " " || event.text === "\u007f") return;
            if (root.place !== "chat") return;
            page.type(event.text);
            event.accepted = true;
        }

        Shortcuts { commands: commands; active: !drawer.visible }
        DockedList {
            id: docked

            height: parent.height
            list: chatList
            loaded: !root.narrow
            open: root.sidebarDocked
            widest: root.width - 420
        }
        ColumnLayout {
            anchors.fill: parent
            anchors.leftMargin: docked.taken
            spacing: 0

            TopBar {
                id: bar

                Layout.fillWidth: true
                Layout.preferredHeight: 52
                Layout.leftMargin: Theme.space2 + 2
                Layout.rightMargin: Theme.space2 + 2
                engine: root.engine
                listShown: root.sidebarDocked
                onAsked: name => root.run(name)
            }
            WindowBanners {
                Layout.fillWidth: true
                Layout.fillHeight: false   // as layouts do by themselves
                Layout.maximumWidth: Number.POSITIVE_INFINITY   // not as wide as its widest, which stands in the middle
                workspace: root.workspace
                downloadsShown: root.place === "library" && libraryPage.item?.tab === "downloads"
                onUseRequested: path => { Library.load(path); if (root.place !== "chat") root.newChat(); }
                onDownloadsRequested: root.showLibrary("downloads")
            }
            Loader {
                id: libraryPage

                Layout.fillWidth: true
                Layout.fillHeight: true
                active: false
                visible: root.place === "library"
                sourceComponent: LibraryPage {
                    engine: root.engine
                    onSettingsRequested: settings.showPage("library")
                    onLinkRequested: link => linkSheet.ask(link, false)
                    onChatRequested: root.newChat()
                }
                onVisibleChanged: { if (visible) active = true; if (visible && item) item.focusSearch(); }
            }
            ChatPage {
                id: page

                Layout.fillWidth: true
                Layout.fillHeight: true
                visible: root.place === "chat"
                focus: true
                workspace: root.workspace
                covered: drawer.visible
                think: root.workspace.think
                welcome: Preferences.welcomed || root.workspace.chats.count > 0 ? null : welcome
                onLinkRequested: link => linkSheet.ask(link, true)
                onInstructionsRequested: root.run("chat.instructions")
                lastModel: Preferences.lastModel !== "" ? bar.chip.label(Preferences.lastModel) : ""
                loadingModel: root.engine.loading ? bar.chip.label(root.engine.loadingPath) : ""
                onLoadLastRequested: root.engine.load(Preferences.lastModel)
                onOpenModelRequested: bar.chip.openMenu()
                onCodeSaveRequested: (language, text) => transferDialogs.saveCode(language, text)
                onThinkToggled: on => root.workspace.think = on
            }
        }
        TransferBar {
            anchors.horizontalCenter: parent.horizontalCenter
            anchors.horizontalCenterOffset: docked.width / 2
            anchors.top: parent.top
            anchors.topMargin: 56  // below the bar; the composer stays free
            transfer: root.workspace.transfer
            onShowRequested: file => Outside.showFile(file)
        }
        // The chat's own is not seen while another page is shown.
        UndoBar {
            anchors.horizontalCenter: parent.horizontalCenter
            anchors.horizontalCenterOffset: docked.taken / 2
            anchors.bottom: parent.bottom
            anchors.bottomMargin: Theme.space5 + 48   // above the library's own notices
            workspace: root.workspace
            active: root.place !== "chat" && !drawer.visible
        }
        DropTarget {
            anchors.fill: parent
            onFilesDropped: files => {
                const model = root.workspace.drop(files);
                if (model.toString() !== "" && Library.open(model)) root.place = "library";
            }
        }
    }

    Drawer {
        id: drawer

        objectName: "drawer"
        width: Math.min(300, root.width - 56)
        height: root.height
        interactive: root.narrow
        T.Overlay.modal: Rectangle { color: Theme.shade }
        background: Rectangle { color: Theme.sidebar }

        Loader {
            id: drawerList

            anchors.fill: parent
            active: root.narrow
            sourceComponent: chatList
        }
        // The page's own is covered while chats are deleted here.
        UndoBar {
            anchors.horizontalCenter: parent.horizontalCenter
            anchors.bottom: parent.bottom
            anchors.bottomMargin: 116  // above the foot of the list
            workspace: root.workspace
            active: drawer.visible
        }
        Shortcuts { commands: commands; active: drawer.visible; everywhere: false }
    }

    SettingsSheet {
        id: settings

        objectName: "settings"
        commands: commands
        presetThinks: root.workspace.presetThinks
        gpu: root.engine.devices.hasGpu
        outdated: root.engine.outdated
        onAboutToShow: root.engine.devices.refresh()
        onReloadRequested: root.engine.load(root.engine.path)
        morePages: [
            SettingsEntry { name: "library"; title: qsTr("Library"); icon: "model"; page: LibrarySettings {} },
            SettingsEntry { name: "desktop"; title: qsTr("Desktop"); icon: "monitor"; page: Column { DesktopSettings {} } },
            SettingsEntry {
                name: "privacy"; title: qsTr("Privacy"); icon: "lock"; fills: true; page: PrivacyPage {}
                about: qsTr("What Deepwell can reach, every connection that was made, where your data lies, erasing all chats")
            },
            SettingsEntry {
                name: "logs"; title: qsTr("Logs"); icon: "file"; fills: true; page: LogsPage {}
                about: qsTr("Errors, warnings and messages of the program, to read and to copy")
            }
        ]
    }
    CommandPalette {
        id: finder

        workspace: root.workspace
        commands: commands
        pages: settings.entries
        models: Library.installed
        onPageChosen: name => settings.showPage(name)
        onChatChosen: { root.showChat(); page.grabComposer(); }
    }
    PresetSheet { id: presetSheet; objectName: "modelPreset" }
    InstructionsSheet { id: instructionsSheet; objectName: "instructionsSheet" }
    LinkSheet {
        id: linkSheet

        onConfirmed: Outside.openLink(link)
        onCopyRequested: address => root.workspace.copy(address)
    }
    QuitSheet { id: quitSheet; transfer: root.workspace.transfer; onConfirmed: root.quitNow() }
    TransferDialogs { id: transferDialogs; transfer: root.workspace.transfer }
    ModelDialogs {
        id: dialogs

        onChosen: url => { if (Library.open(url)) root.place = "library"; }
    }
    ModelDialogs {
        id: folderDialogs

        onFolderChosen: url => Library.setModelsFolder(url)
    }
    Connections {
        target: root.workspace

        function onCurrentChanged(): void { if (!root.narrow || !drawer.opened) Qt.callLater(root.focusAfterSwitch); }
    }
    // A chat chosen with the mouse is there to be written in; one chosen in the list by keys leaves the keys there.
    function focusAfterSwitch(): void {
        if (workspace.current.chatId === 0) page.grabComposer();
    }
}
