import QtQuick
import QtQuick.Controls.Basic
import Deepwell.Chat
import Deepwell.Style

// A folder of the list: a click folds it, chats can be dropped on it.
Item {
    id: root

    required property Workspace workspace
    required property int index
    required property var folderId
    required property string title
    required property bool open
    required property bool busy
    required property bool unread
    required property int size
    property bool keyboard: false
    property bool ring: false
    property bool menuOpen: false
    property bool aimedAt: false  // a chat is held over it
    readonly property string text: title
    readonly property bool buttonShown: (hover.hovered || menuOpen || keyboard && ring) && !editor.editing
    signal touched()
    signal menuRequested(Item at)

    function beginRename(): void { editor.begin(title); }
    function setOpen(open: bool): void { workspace.chats.setOpen(folderId, open); }

    objectName: "folderRow" + index
    width: ListView.view ? ListView.view.width - ListView.view.leftMargin - ListView.view.rightMargin : 0
    height: Theme.controlHeight
    Accessible.role: Accessible.ListItem
    Accessible.name: qsTr("Folder %1, %Ln chat(s)", "", size).arg(title)
    Accessible.focusable: true
    Accessible.onPressAction: setOpen(!open)

    focus: keyboard && !editor.editing
    Keys.onReturnPressed: setOpen(!open)
    Keys.onEnterPressed: setOpen(!open)
    Keys.onSpacePressed: setOpen(!open)
    Keys.onLeftPressed: setOpen(false)
    Keys.onRightPressed: setOpen(true)
    Keys.onPressed: event => {
        if (event.key === Qt.Key_F2) beginRename();
        else if (event.key === Qt.Key_Delete) workspace.chats.deleteFolder(folderId);
        else if (event.key === Qt.Key_Menu || event.key === Qt.Key_F10 && event.modifiers & Qt.ShiftModifier) menuRequested(more);
        else return;
        event.accepted = true;
    }

    HoverHandler { id: hover }
    Rectangle {
        anchors.fill: parent
        radius: Theme.radiusSmall + 2
        color: root.aimedAt ? Theme.accentSoft : mouse.pressed ? Theme.pressed : hover.hovered || root.menuOpen ? Theme.hover : "transparent"
        border.width: root.aimedAt || root.keyboard && root.ring && !editor.editing ? 2 : 0
        border.color: root.aimedAt ? Theme.accent : Theme.focus
    }
    MouseArea {
        id: mouse

        anchors.fill: parent
        enabled: !editor.editing
        acceptedButtons: Qt.LeftButton | Qt.RightButton
        onPressed: root.touched()
        onClicked: event => {
            root.forceActiveFocus();
            if (event.button === Qt.RightButton) root.menuRequested(null);
            else root.setOpen(!root.open);
        }
        onDoubleClicked: event => { if (event.button === Qt.LeftButton) root.beginRename(); }
    }
    Icon {
        id: arrow

        x: 6
        anchors.verticalCenter: parent.verticalCenter
        width: 14
        height: 14
        name: root.open ? "chevron-down" : "chevron-right"
        color: Theme.textFaint
    }
    Icon {
        id: picture

        anchors.left: arrow.right
        anchors.leftMargin: 3
        anchors.verticalCenter: parent.verticalCenter
        width: 16
        height: 16
        name: "folder"
        color: root.aimedAt ? Theme.accent : Theme.textMuted
    }
    Text {
        anchors.left: picture.right
        anchors.leftMargin: 7
        anchors.right: marks.left
        anchors.rightMargin: Theme.space1
        anchors.verticalCenter: parent.verticalCenter
        visible: !editor.editing
        text: root.title
        textFormat: Text.PlainText
        elide: Text.ElideRight
        color: Theme.text
        font.pixelSize: Theme.label
        font.weight: root.unread ? Font.DemiBold : Font.Medium
    }
    Item {
        id: marks

        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        width: root.buttonShown ? 33 : numbers.width + Theme.space3
        height: parent.height

        Row {
            id: numbers

            anchors.right: parent.right
            anchors.rightMargin: Theme.space2 + 2
            anchors.verticalCenter: parent.verticalCenter
            visible: !root.buttonShown
            spacing: Theme.space2

            Loader {
                anchors.verticalCenter: parent.verticalCenter
                width: 14
                height: 14
                visible: active
                active: root.busy
                sourceComponent: ProgressRing {}
            }
            Rectangle {
                anchors.verticalCenter: parent.verticalCenter
                width: 8
                height: 8
                radius: 4
                color: Theme.accent
                visible: root.unread && !root.busy
            }
            Text {
                anchors.verticalCenter: parent.verticalCenter
                text: Number(root.size).toLocaleString(Qt.locale(), "f", 0)
                color: Theme.textFaint
                font.pixelSize: Theme.tiny
            }
        }
        Loader {
            id: more

            anchors.right: parent.right
            anchors.rightMargin: 3
            anchors.verticalCenter: parent.verticalCenter
            width: 28
            height: 28
            active: root.buttonShown
            sourceComponent: IconButton {
                objectName: "folderMenu" + root.index
                focusPolicy: Qt.NoFocus
                size: 28
                iconName: "more"
                text: qsTr("More for folder “%1”").arg(root.title)
                onClicked: { root.touched(); root.menuRequested(more); }
            }
        }
    }
    RenameField {
        id: editor

        anchors.fill: parent
        anchors.margins: 2
        anchors.leftMargin: 22
        label: qsTr("Name of the folder")
        onDone: (keep, name) => {
            root.forceActiveFocus();
            if (keep && name !== root.title) root.workspace.chats.renameFolder(root.folderId, name);
        }
    }
}
