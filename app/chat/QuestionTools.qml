import QtQuick
import Deepwell.Chat
import Deepwell.Style

// Under a question: its variants, and on hover or focus what can be done with it.
Item {
    id: root

    required property MessageItem message
    property bool hovered: false
    property bool actionsEnabled: true
    signal copyRequested(string text)
    signal editRequested()
    signal forkRequested()
    signal deleteRequested()
    signal siblingRequested(int step)

    implicitHeight: 32

    Row {
        id: tools

        anchors.right: parent.right
        anchors.rightMargin: 2
        anchors.verticalCenter: parent.verticalCenter
        spacing: 2

        Row {
            readonly property bool shown: root.hovered || edit.activeFocus || copy.activeFocus || fork.activeFocus || remove.activeFocus

            opacity: shown ? 1 : 0
            Behavior on opacity { NumberAnimation { duration: Theme.quick } }

            IconButton {
                id: edit

                objectName: "editQuestion"
                enabled: root.actionsEnabled
                size: 30
                iconSize: 16
                iconName: "pencil"
                iconColor: Theme.textFaint
                text: qsTr("Edit message")
                onClicked: root.editRequested()
            }
            CopyButton {
                id: copy

                objectName: "copyQuestion"
                what: qsTr("Copy message")
                onClicked: root.copyRequested(root.message.copyText())
            }
            IconButton {
                id: fork

                objectName: "forkQuestion"
                enabled: root.actionsEnabled
                size: 30
                iconSize: 16
                iconName: "fork"
                iconColor: Theme.textFaint
                text: qsTr("New chat from here")
                onClicked: root.forkRequested()
            }
            IconButton {
                id: remove

                objectName: "deleteQuestion"
                enabled: root.actionsEnabled
                size: 30
                iconSize: 16
                iconName: "trash"
                iconColor: Theme.textFaint
                text: qsTr("Delete from here on")
                onClicked: root.deleteRequested()
            }
        }
        SiblingStep {
            anchors.verticalCenter: parent.verticalCenter
            message: root.message
            actionsEnabled: root.actionsEnabled
            onSiblingRequested: step => root.siblingRequested(step)
        }
    }
}
