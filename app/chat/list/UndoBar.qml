import QtQuick
import Deepwell.Chat
import Deepwell.Style

// "Deleted", with a way back for some seconds; longer while the pointer rests on it.
Rectangle {
    id: root

    required property Workspace workspace
    property bool active: true   // false: nobody could see it; its time does not run
    readonly property bool shown: active && workspace.canUndoDelete

    width: Math.min(row.implicitWidth + Theme.space4 + Theme.space2, parent.width - 2 * Theme.space4)
    height: Math.max(44, words.implicitHeight + Theme.space3)
    radius: Theme.radius + 2
    color: Theme.inverse
    opacity: shown ? 1 : 0
    visible: opacity > 0
    Behavior on opacity { NumberAnimation { duration: Theme.calm } }

    Accessible.role: Accessible.AlertMessage
    Accessible.name: words.text

    HoverHandler { id: hover }
    Timer {
        id: time

        interval: 8000
        running: root.shown && !hover.hovered && !undo.activeFocus
        onTriggered: root.workspace.forgetDeleted()
    }
    // What is deleted after it has the whole time again.
    Connections {
        target: root.workspace
        function onDeletedChanged(): void { if (time.running) time.restart(); }
    }
    Row {
        id: row

        x: Theme.space4
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.space3

        Text {
            id: words

            anchors.verticalCenter: parent.verticalCenter
            width: Math.min(Math.ceil(natural.advanceWidth) + 1, root.parent.width - 3 * Theme.space4 - Theme.space2 - 2 * row.spacing - undo.width - dismiss.width)
            text: root.workspace.undoWords
            textFormat: Text.PlainText
            wrapMode: Text.Wrap
            maximumLineCount: 2
            elide: Text.ElideRight
            color: Theme.inverseText
            font.pixelSize: Theme.label

            TextMetrics { id: natural; font: words.font; text: words.text }
        }
        PushButton {
            id: undo

            objectName: "undoDelete"
            anchors.verticalCenter: parent.verticalCenter
            kind: "quiet"
            compact: true
            text: qsTr("Undo")
            foreground: Theme.inverseLink
            onClicked: root.workspace.undoDelete()
        }
        IconButton {
            id: dismiss

            anchors.verticalCenter: parent.verticalCenter
            size: 28
            iconSize: 16
            iconName: "close"
            iconColor: Theme.inverseText
            text: qsTr("Dismiss")
            onClicked: root.workspace.forgetDeleted()
        }
    }
}
