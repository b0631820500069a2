import QtQuick
import Deepwell.Chat
import Deepwell.Style

// Under a question: its files, its variants, and on hover or focus what can be done with it.
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
    signal fileRequested(string name, string text)

    implicitHeight: 32 + (files.count > 0 ? chips.height + Theme.space2 : 0)

    Flow {
        id: chips

        anchors.right: parent.right
        y: Theme.space2
        width: Math.round(parent.width * 0.86)
        visible: files.count > 0
        layoutDirection: Qt.RightToLeft
        spacing: 6

        Repeater {
            id: files

            model: root.message.files
            delegate: FileChip {
                required property var modelData
                required property int index

                objectName: "questionFile" + index
                name: modelData.name
                detail: modelData.tokens > 0 ? qsTr("%n token(s)", "", modelData.tokens) : ""
                widest: Math.min(280, chips.width)
                onClicked: root.fileRequested(name, root.message.fileText(index))
            }
        }
    }

    Row {
        id: tools

        anchors.right: parent.right
        anchors.rightMargin: 2
        anchors.bottom: parent.bottom
        height: 32
        spacing: 2

        Row {
            readonly property bool shown: root.hovered || edit.activeFocus || copy.activeFocus || fork.activeFocus || remove.activeFocus

            opacity: shown ? 1 : 0
            Behavior on opacity { NumberAnimation { duration: Theme.quick } }

            Text {
                objectName: "questionTime"
                anchors.verticalCenter: parent.verticalCenter
                rightPadding: 6
                text: root.message.time
                textFormat: Text.PlainText
                color: Theme.textMuted
                font.pixelSize: Theme.small
            }
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
