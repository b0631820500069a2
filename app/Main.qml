import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Templates as T
import QtQuick.Layouts
import Deepwell.Bridge
import Deepwell.Chat
import Deepwell.Library
import Deepwell.Settings
import Deepwell.Settings.Pages
import Deepwell.Style

ApplicationWindow {
    id: root

    required property Workspace workspace
    readonly property EngineHost engine: workspace.engine
    readonly property bool narrow: width < Theme.narrowWindow
    readonly property bool sidebarDocked: !narrow && Preferences.sidebarOpen
    property rect normalGeometry

    function toggleSidebar(): void {
        if (narrow) drawer.visible = !drawer.visible;
        else Preferences.sidebarOpen = !Preferences.sidebarOpen;
    }
    function openFile(): void { dialogs.startFolder = Preferences.modelFolder(); dialogs.openFile(); }
    function openFolder(): void { dialogs.startFolder = Preferences.modelFolder(); dialogs.openFolder(); }
    function newChat(): void {
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
    onClosing: {
        noteGeometry();
        Preferences.saveWindow(normalGeometry, visibility === Window.Maximized);
    }

    Shortcut { sequences: [StandardKey.New]; onActivated: root.newChat() }
    Shortcut { sequences: [StandardKey.Open]; onActivated: root.openFile() }
    Shortcut { sequence: "Ctrl+B"; onActivated: root.toggleSidebar() }
    Shortcut { sequence: "Ctrl+,"; onActivated: settings.open() }
    Shortcut { sequence: "Ctrl+L"; onActivated: page.grabComposer() }
    Shortcut { sequence: "Ctrl+M"; onActivated: chip.openMenu() }
    Shortcut { sequences: [StandardKey.Quit]; onActivated: root.close() }
    Shortcut { sequences: [StandardKey.ZoomIn, "Ctrl+="]; onActivated: Preferences.fontSize = Preferences.fontSize + 1 }
    Shortcut { sequences: [StandardKey.ZoomOut]; onActivated: Preferences.fontSize = Preferences.fontSize - 1 }
    Shortcut { sequence: "Ctrl+0"; onActivated: Preferences.fontSize = 15 }
    Shortcut { sequences: ["Ctrl+PgDown", "Ctrl+Tab"]; onActivated: root.workspace.openNeighbour(1) }
    Shortcut { sequences: ["Ctrl+PgUp", "Ctrl+Shift+Tab"]; onActivated: root.workspace.openNeighbour(-1) }
    Shortcut { sequences: [StandardKey.Find]; onActivated: { if (!root.sidebarDocked) root.toggleSidebar(); (root.narrow ? drawerList.item : dockedList.item).focusSearch(); } }
    Shortcut { sequence: "F2"; onActivated: dockedList.item?.renameCurrent() }

    Component {
        id: chatList

        ChatList {
            workspace: root.workspace
            overlay: root.narrow
            onHideRequested: root.toggleSidebar()
            onSettingsRequested: { drawer.close(); settings.open(); }
            onChosen: if (root.narrow) { drawer.close(); page.grabComposer(); }
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
                    recentModels: Preferences.recentModels
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
            Banner {
                objectName: "modelError"
                Layout.fillWidth: true
                Layout.maximumWidth: Theme.columnWidth
                Layout.alignment: Qt.AlignHCenter
                Layout.leftMargin: Theme.space4
                Layout.rightMargin: Theme.space4
                Layout.bottomMargin: Theme.space2
                visible: text !== ""
                text: root.engine.error
                onDismissed: root.engine.dismissError()
            }
            Banner {
                objectName: "modelWarning"
                Layout.fillWidth: true
                Layout.maximumWidth: Theme.columnWidth
                Layout.alignment: Qt.AlignHCenter
                Layout.leftMargin: Theme.space4
                Layout.rightMargin: Theme.space4
                Layout.bottomMargin: Theme.space2
                visible: text !== ""
                kind: "warning"
                text: root.engine.warning
                onDismissed: root.engine.dismissWarning()
            }
            Banner {
                objectName: "historyProblem"
                Layout.fillWidth: true
                Layout.maximumWidth: Theme.columnWidth
                Layout.alignment: Qt.AlignHCenter
                Layout.leftMargin: Theme.space4
                Layout.rightMargin: Theme.space4
                Layout.bottomMargin: Theme.space2
                visible: text !== ""
                kind: "warning"
                text: root.workspace.problem
                onDismissed: root.workspace.dismissProblem()
            }
            ChatPage {
                id: page

                Layout.fillWidth: true
                Layout.fillHeight: true
                focus: true
                workspace: root.workspace
                think: Preferences.think
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
        DropTarget {
            anchors.fill: parent
            onModelDropped: url => root.engine.loadUrl(url)
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

    SettingsSheet { id: settings; objectName: "settings" }
    LinkSheet {
        id: linkSheet

        onConfirmed: root.workspace.openLink(link)
        onCopyRequested: root.workspace.copy(link)
    }
    ModelDialogs {
        id: dialogs

        onChosen: url => root.engine.loadUrl(url)
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
