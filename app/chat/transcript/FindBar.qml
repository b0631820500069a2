import QtQuick
import Deepwell.Chat
import Deepwell.Style

// Finds in the chat that is shown, or in the thoughts of one answer: count, next, previous.
Card {
    id: root

    required property TranscriptFinder finder
    property bool opened: false
    property real widest: 400
    readonly property bool holdsFocus: field.activeFocus || whole.activeFocus || previous.activeFocus || next.activeFocus || closing.activeFocus
    signal closed()

    // `within`: of whose thoughts; null: of the whole chat.
    function open(within: MessageItem): void {
        finder.within = within;
        opened = true;
        field.forceActiveFocus();
        field.selectAll();
    }
    function close(): void {
        const held = holdsFocus;
        opened = false;
        field.clear();
        finder.within = null;
        if (held) closed();
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
            width: Math.min(190, root.widest - 2 * Theme.space2 - 76 - (whole.visible ? 4 * 32 : 3 * 32) - 2)
            iconName: "search"
            placeholderText: root.finder.within ? qsTr("Find in these thoughts") : qsTr("Find in this chat")
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
            id: whole

            objectName: "findEverywhere"
            anchors.verticalCenter: parent.verticalCenter
            visible: root.finder.within !== null
            size: 30
            iconSize: 16
            iconName: "think"
            iconColor: Theme.accent
            text: qsTr("Only in these thoughts: search the whole chat")
            onClicked: { root.finder.within = null; field.forceActiveFocus(); }
        }
        IconButton {
            id: previous

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
            id: next

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
            id: closing

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
