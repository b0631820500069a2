import QtQml
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Templates as T
import QtQuick.Layouts
import Deepwell.Bridge
import Deepwell.Chat
import Deepwell.Commands
import Deepwell.Desktop
import Deepwell.Library
import Deepwell.Palette
import Deepwell.Privacy
import Deepwell.Settings
import Deepwell.Settings.Pages
import Deepwell.Start
import Deepwell.Style

ApplicationWindow {
    id: root

    component PageBanner: Banner {
        Layout.fillWidth: true
        Layout.maximumWidth: Theme.columnWidth
        Layout.alignment: Qt.AlignHCenter
        Layout.leftMargin: Theme.space4
        Layout.rightMargin: Theme.space4
        Layout.bottomMargin: Theme.space2
        visible: text !== ""
    }

    required property Workspace workspace
    readonly property EngineHost engine: workspace.engine
    readonly property bool narrow: width < Theme.narrowWindow
    readonly property bool sidebarDocked: !narrow && Preferences.sidebarOpen
    property rect normalGeometry

    // Which page fills the window beside the chats: "chat" or "library".
    property string place: "chat"

    function showSidebar(): void {
        if (narrow) drawer.visible = true;
        else Preferences.sidebarOpen = true;
    }
    function toggleSidebar(): void {
        if (narrow) drawer.visible = !drawer.visible;
        else Preferences.sidebarOpen = !Preferences.sidebarOpen;
    }
    function openFile(): void { dialogs.startFolder = Preferences.modelFolder(); dialogs.openFile(); }
    function openFolder(): void { dialogs.startFolder = Preferences.modelFolder(); dialogs.openFolder(); }
    function newChat(): void {
        showChat();
        workspace.newChat();
        drawer.close();
        page.grabComposer();
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

    Component.onCompleted: {
        const saved = Preferences.windowGeometry();
        if (saved.width >= minimumWidth && saved.height >= minimumHeight) {
            width = Math.min(saved.width, Screen.desktopAvailableWidth || saved.width);
            height = Math.min(saved.height, Screen.desktopAvailableHeight || saved.height);
            x = Math.max(0, Math.min(saved.x, (Screen.desktopAvailableWidth || saved.x + width) - width));
            y = Math.max(0, Math.min(saved.y, (Screen.desktopAvailableHeight || saved.y + height) - height));
        } else if (Screen.height > 0) {
            height = Math.max(minimumHeight, Math.min(height, Screen.height - 72));  // with its frame, beside a panel
        }
        if (Preferences.windowMaximized()) showMaximized();
        else show();
        page.grabComposer();
    }
    // The size that "restore" goes back to: what it was while the window was neither maximised nor full screen.
    onWidthChanged: Qt.callLater(noteGeometry)
    onHeightChanged: Qt.callLater(noteGeometry)
    onXChanged: Qt.callLater(noteGeometry)
    onYChanged: Qt.callLater(noteGeometry)
    function noteGeometry(): void {
        if (visibility === Window.Windowed) normalGeometry = Qt.rect(x, y, width, height);
    }
    property bool quitting: false
    onClosing: close => {
        noteGeometry();
        Preferences.saveWindow(normalGeometry, visibility === Window.Maximized);
        if (!tray.item?.available || !Preferences.closeToTray || quitting) return;
        close.accepted = false;
        inTray = true;
        hide();
    }
    property bool inTray: false
    onVisibleChanged: if (visible) inTray = false
    // Without the tray there would be no way back. One that starts anew is there again sooner.
    Timer {
        objectName: "trayLost"
        interval: 10000
        running: root.inTray && !tray.active
        onTriggered: root.show()
    }
    // A window that hides in the tray is closed already: closing it once more ends nothing.
    function quit(): void { quitting = true; close(); Qt.quit(); }
    function bringUp(): void {
        if (visibility === Window.Minimized) showNormal();
        else show();
        raise();
        requestActivate();
    }
    Loader {
        id: tray

        active: Outside.trayAvailable && Preferences.tray
        sourceComponent: Tray {
            onShowRequested: root.bringUp()
            onNewChatRequested: { root.bringUp(); root.newChat(); }
            onQuitRequested: root.quit()
        }
    }

    AppCommands {
        id: commands

        busy: root.workspace.current.busy
        hasMessages: root.workspace.current.messages.count > 0
        canAnswer: root.engine.ready && !root.engine.loading && !busy
        inChat: root.place === "chat"
        onAsked: name => root.run(name)
    }
    Instantiator {
        model: commands
        delegate: Shortcut {
            required property Command command

            // Esc goes to what has the focus first: menus, fields, then the answer.
            sequences: command.name === "chat.stop" ? [] : command.keys
            enabled: command.enabled
            onActivated: command.trigger()
        }
    }
    function run(name: string): void {
        switch (name) {
        case "chat.new": newChat(); break;
        case "chat.stop": workspace.current.stop(); break;
        case "chat.regenerate": showChat(); workspace.current.regenerate(); break;
        case "chat.copyAnswer": workspace.copy(workspace.current.messages.lastAnswer()); break;
        case "chat.copyAll": page.copyChat(); break;
        case "chat.find": showChat(); page.find(); break;
        case "chat.rename": showSidebar(); (narrow ? drawerList : dockedList).item.renameCurrent(); break;
        case "chat.write": showChat(); page.grabComposer(); break;
        case "chat.next": showChat(); workspace.openNeighbour(1); break;
        case "chat.previous": showChat(); workspace.openNeighbour(-1); break;
        case "chat.pin": workspace.chats.togglePin(workspace.current.chatId); break;
        case "chat.archive": workspace.archiveChat(workspace.current.chatId, true); break;
        case "chat.delete": workspace.deleteChat(workspace.current.chatId); break;
        case "chat.exportMarkdown": transferDialogs.exportChat(workspace.current.chatId, "markdown"); break;
        case "chat.exportPdf": transferDialogs.exportChat(workspace.current.chatId, "pdf"); break;
        case "chat.exportJson": transferDialogs.exportChat(workspace.current.chatId, "json"); break;
        case "chats.exportAll": transferDialogs.exportChat(0, "json"); break;
        case "chats.import": transferDialogs.importChats(); break;
        case "chats.newFolder": showSidebar(); (narrow ? drawerList : dockedList).item.newFolder(); break;
        case "chats.active": showSidebar(); (narrow ? drawerList : dockedList).item.show(ChatListModel.Active); break;
        case "chats.archived": showSidebar(); (narrow ? drawerList : dockedList).item.show(ChatListModel.Archived); break;
        case "chats.bin": showSidebar(); (narrow ? drawerList : dockedList).item.show(ChatListModel.Bin); break;
        case "view.palette": finder.open(); break;
        case "view.searchChats": showSidebar(); (narrow ? drawerList : dockedList).item.focusSearch(); break;
        case "view.sidebar": toggleSidebar(); break;
        case "view.chat": showChat(); break;
        case "view.library": place = "library"; drawer.close(); break;
        case "view.settings": settings.open(); break;
        case "view.keys": settings.showPage("keys"); break;
        case "view.zoomIn": Preferences.fontSize = Preferences.fontSize + 1; break;
        case "view.zoomOut": Preferences.fontSize = Preferences.fontSize - 1; break;
        case "view.zoomReset": Preferences.fontSize = 15; break;
        case "view.fullScreen": visibility = visibility === Window.FullScreen ? Window.AutomaticVisibility : Window.FullScreen; break;
        case "model.menu": chip.openMenu(); break;
        case "model.open": openFile(); break;
        case "model.openFolder": openFolder(); break;
        case "view.privacy": settings.showPage("privacy"); break;
        case "view.logs": settings.showPage("logs"); break;
        case "window.close": quit(); break;
        }
    }
    function showChat(): void { place = "chat"; }
    function showLibrary(tab: string): void { place = "library"; libraryPage.item.show(tab); }

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
            onLibraryRequested: root.run("view.library")
            onDismissed: Preferences.welcomed = true
            Component.onCompleted: Library.start()
        }
    }
    ModelDialogs {
        id: folderDialogs

        onFolderChosen: url => Library.setModelsFolder(url)
    }
    Component {
        id: chatList

        ChatList {
            workspace: root.workspace
            overlay: root.narrow
            onHideRequested: root.toggleSidebar()
            place: root.place
            onSettingsRequested: { drawer.close(); settings.open(); }
            libraryNote: Hub.downloads.active > 0 ? qsTr("%1 %").arg(Math.floor(Hub.downloads.progress * 100)) : ""
            onLibraryRequested: root.run("view.library")
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

        Loader {
            id: dockedList

            active: !root.narrow
            visible: width > 0
            width: root.sidebarDocked ? Math.min(splitter.dragWidth, root.width - 420) : 0
            height: parent.height
            clip: true
            sourceComponent: chatList
            Behavior on width {
                enabled: !splitter.pressed
                NumberAnimation { duration: Theme.calm; easing.type: Easing.OutCubic }
            }
        }
        Rectangle {
            x: dockedList.width
            width: root.sidebarDocked ? 1 : 0
            height: parent.height
            color: splitter.containsMouse || splitter.pressed ? Theme.accent : Theme.border
            Behavior on color { ColorAnimation { duration: Theme.calm } }
        }

        ColumnLayout {
            anchors.fill: parent
            anchors.leftMargin: dockedList.width + (root.sidebarDocked ? 1 : 0)
            spacing: 0

            RowLayout {
                Layout.fillWidth: true
                Layout.preferredHeight: 52
                Layout.leftMargin: Theme.space2 + 2
                Layout.rightMargin: Theme.space2 + 2
                spacing: Theme.space1

                IconButton {
                    objectName: "showSidebar"
                    visible: !root.sidebarDocked
                    iconName: "sidebar"
                    text: qsTr("Show chats (Ctrl+B)")
                    onClicked: root.toggleSidebar()
                }
                IconButton {
                    objectName: "newChatTop"
                    visible: !root.sidebarDocked
                    iconName: "compose"
                    text: qsTr("New chat (Ctrl+N)")
                    onClicked: root.newChat()
                }
                ModelChip {
                    id: chip

                    widest: Math.max(140, Math.min(420, parent.width - 140))
                    engine: root.engine
                    onLibraryRequested: root.run("view.library")
                    onOpenFileRequested: root.openFile()
                    onOpenFolderRequested: root.openFolder()
                }
                Item { Layout.fillWidth: true }
                IconButton {
                    objectName: "settingsTop"
                    visible: !root.sidebarDocked
                    iconName: "settings"
                    text: qsTr("Settings (Ctrl+,)")
                    onClicked: settings.open()
                }
            }
            PageBanner {
                objectName: "privacyWarning"
                text: Privacy.warning
                onDismissed: Privacy.dismissWarning()
            }
            PageBanner {
                objectName: "modelError"
                text: root.engine.error
                onDismissed: root.engine.dismissError()
            }
            PageBanner {
                objectName: "modelWarning"
                kind: "warning"
                text: root.engine.warning
                onDismissed: root.engine.dismissWarning()
            }
            PageBanner {
                objectName: "historyProblem"
                kind: "warning"
                text: root.workspace.problem
                onDismissed: root.workspace.dismissProblem()
            }
            OfferBar {
                Layout.fillWidth: true
                Layout.maximumWidth: Theme.columnWidth
                Layout.alignment: Qt.AlignHCenter
                Layout.leftMargin: Theme.space4
                Layout.rightMargin: Theme.space4
                Layout.bottomMargin: Theme.space2
            }
            Loader {
                id: libraryPage

                Layout.fillWidth: true
                Layout.fillHeight: true
                active: false
                visible: root.place === "library"
                sourceComponent: LibraryPage { engine: root.engine }
                onVisibleChanged: { if (visible) active = true; if (visible && item) item.focusSearch(); }
            }
            ChatPage {
                id: page

                Layout.fillWidth: true
                Layout.fillHeight: true
                visible: root.place === "chat"
                focus: true
                workspace: root.workspace
                think: Preferences.think
                welcome: Preferences.welcomed || root.workspace.chats.count > 0 ? null : welcome
                onLinkRequested: link => { linkSheet.link = link; linkSheet.open(); }
                onOpenModelRequested: chip.openMenu()
                onThinkToggled: on => Preferences.think = on
            }
        }
        MouseArea {
            id: splitter

            property int dragWidth: Preferences.sidebarWidth

            x: dockedList.width - 3
            width: 7
            height: parent.height
            enabled: root.sidebarDocked
            hoverEnabled: true
            cursorShape: Qt.SplitHCursor
            onPositionChanged: mouse => {
                if (pressed) dragWidth = Math.max(200, Math.min(480, mapToItem(null, mouse.x, 0).x));
            }
            onReleased: Preferences.sidebarWidth = dragWidth
            onDoubleClicked: { dragWidth = 272; Preferences.sidebarWidth = 272; }
        }
        TransferBar {
            anchors.horizontalCenter: parent.horizontalCenter
            anchors.horizontalCenterOffset: dockedList.width / 2
            anchors.top: parent.top
            anchors.topMargin: 56  // below the bar; the composer stays free
            transfer: root.workspace.transfer
            onShowRequested: file => Outside.showFile(file)
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
    }
    onNarrowChanged: if (!narrow) drawer.close()

    SettingsSheet {
        id: settings

        objectName: "settings"
        commands: commands
        morePages: [
            SettingsEntry { name: "library"; title: qsTr("Library"); icon: "model"; page: LibrarySettings {} },
            SettingsEntry { name: "desktop"; title: qsTr("Desktop"); icon: "monitor"; page: Column { DesktopSettings {} } },
            SettingsEntry { name: "privacy"; title: qsTr("Privacy"); icon: "lock"; fills: true; page: PrivacyPage {} },
            SettingsEntry { name: "logs"; title: qsTr("Logs"); icon: "file"; fills: true; page: LogsPage {} }
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
    TransferDialogs { id: transferDialogs; transfer: root.workspace.transfer }
    LinkSheet {
        id: linkSheet

        onConfirmed: Outside.openLink(link)
        onCopyRequested: root.workspace.copy(link)
    }
    ModelDialogs {
        id: dialogs

        onChosen: url => { if (Library.open(url)) root.place = "library"; }
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
