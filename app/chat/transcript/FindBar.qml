import QtQuick
import Deepwell.Chat
import Deepwell.Style

// Finds in the chat that is shown: count, next, previous.
Card {
    id: root

    required property TranscriptFinder finder
    property bool opened: false

    function open(): void {
        opened = true;
        field.forceActiveFocus();
        field.selectAll();
    }
    function close(): void {
        opened = false;
        field.clear();
    }

    objectName: "findBar"
    visible: opened
    width: line.width + 2 * Theme.space2
    height: Theme.controlHeight + Theme.space2
    radius: Theme.radius
    color: Theme.raised
    Keys.onEscapePressed: close()

    Row {
        id: line

        anchors.centerIn: parent
        spacing: 2

        TextBox {
            id: field

            objectName: "findField"
            width: 190
            iconName: "search"
            placeholderText: qsTr("Find in this chat")
            onTextChanged: root.finder.query = text
            Keys.onReturnPressed: event => { if (event.modifiers & Qt.ShiftModifier) root.finder.previous(); else root.finder.next(); }
            Keys.onEnterPressed: root.finder.next()
            Keys.onDownPressed: root.finder.next()
            Keys.onUpPressed: root.finder.previous()
            Keys.onEscapePressed: root.close()
        }
        Text {
            objectName: "findCount"
            width: 76
            height: field.height
            horizontalAlignment: Text.AlignHCenter
            verticalAlignment: Text.AlignVCenter
            text: field.text === "" ? "" : root.finder.count === 0 ? (root.finder.busy ? qsTr("Searching…") : qsTr("Not found"))
                                         : root.finder.current > 0 ? qsTr("%1 of %2").arg(root.finder.current).arg(root.finder.count)
                                                                   : qsTr("%n found", "", root.finder.count)
            textFormat: Text.PlainText
            color: Theme.textMuted
            font.pixelSize: Theme.small
            Accessible.role: Accessible.StaticText
            Accessible.name: text
        }
        IconButton {
            objectName: "findPrevious"
            anchors.verticalCenter: parent.verticalCenter
            enabled: root.finder.count > 0
            size: 30
            iconSize: 16
            iconName: "chevron-up"
            text: qsTr("Previous (Shift+Enter)")
            onClicked: root.finder.previous()
        }
        IconButton {
            objectName: "findNext"
            anchors.verticalCenter: parent.verticalCenter
            enabled: root.finder.count > 0
            size: 30
            iconSize: 16
            iconName: "chevron-down"
            text: qsTr("Next (Enter)")
            onClicked: root.finder.next()
        }
        IconButton {
            objectName: "findClose"
            anchors.verticalCenter: parent.verticalCenter
            size: 30
            iconSize: 16
            iconName: "close"
            text: qsTr("Close (Esc)")
            onClicked: root.close()
        }
    }
}
