import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Deepwell.Library
import Deepwell.Settings
import Deepwell.Style

// Which folders the library looks into.
Sheet {
    id: root

    signal addFolderRequested()
    signal moveRequested()

    width: Math.min(600, parent.width - 2 * Theme.space4)
    height: Math.min(implicitHeight, parent.height - 2 * Theme.space4)
    title: qsTr("Folders with models")

    component FolderLine: RowLayout {
        id: line

        property string title
        property string folder
        property string note
        property bool readable: true
        default property alias controls: slot.data

        width: parent?.width ?? 0
        spacing: Theme.space3

        Icon {
            Layout.preferredWidth: 17
            Layout.preferredHeight: 17
            name: "folder"
            color: Theme.textFaint
        }
        Column {
            Layout.fillWidth: true
            spacing: 1

            Text {
                width: parent.width
                visible: text !== ""
                text: line.title
                textFormat: Text.PlainText
                color: Theme.text
                elide: Text.ElideRight
                font.pixelSize: Theme.label
            }
            Text {
                width: parent.width
                text: line.folder
                textFormat: Text.PlainText
                color: Theme.textMuted
                elide: Text.ElideMiddle
                font.pixelSize: Theme.tiny
            }
        }
        Text {
            visible: text !== ""
            text: line.readable ? line.note : qsTr("Cannot be read")
            color: line.readable ? Theme.textFaint : Theme.warning
            font.pixelSize: Theme.small
            Accessible.role: Accessible.StaticText
            Accessible.name: text
        }
        Row { id: slot; spacing: Theme.space1 }
    }
    component Heading: Text {
        topPadding: Theme.space2
        color: Theme.textMuted
        font.pixelSize: Theme.small
        font.weight: Font.DemiBold
        Accessible.role: Accessible.Heading
        Accessible.name: text
    }

    contentItem: ColumnLayout {
        spacing: Theme.space3

        RowLayout {
            Layout.fillWidth: true

            Text {
                Layout.fillWidth: true
                text: root.title
                color: Theme.text
                font.pixelSize: Theme.title
                font.weight: Font.DemiBold
            }
            IconButton { objectName: "closeFolders"; iconName: "close"; text: qsTr("Close"); focus: true; onClicked: root.close() }
        }
        Flickable {
            Layout.fillWidth: true
            Layout.fillHeight: true
            implicitHeight: column.implicitHeight
            contentHeight: column.implicitHeight
            clip: true
            boundsBehavior: Flickable.StopAtBounds
            ScrollBar.vertical: ScrollRail {}

            FocusInSight {}
            Column {
                id: column

                width: parent.width - Theme.space2
                spacing: Theme.space3

                Heading { topPadding: 0; text: qsTr("Downloads go to") }
                FolderLine {
                    title: Library.tooLarge.includes(Library.modelsFolder) ? qsTr("%1: too large to be searched whole").arg(Library.freeSpace) : Library.freeSpace
                    folder: Library.modelsFolder
                    IconButton { size: 30; iconName: "link"; text: qsTr("Open folder"); onClicked: Library.reveal(Library.modelsFolder) }
                    PushButton { objectName: "moveFolder"; compact: true; text: qsTr("Change…"); onClicked: root.moveRequested() }
                }
                Heading { text: qsTr("Your folders") }
                Text {
                    visible: Library.watched.length === 0
                    text: qsTr("None yet. Models in folders that you add here are used where they are.")
                    width: parent.width
                    wrapMode: Text.Wrap
                    color: Theme.textMuted
                    font.pixelSize: Theme.small
                }
                Repeater {
                    model: Library.watched

                    FolderLine {
                        required property string modelData
                        required property int index

                        title: Library.tooLarge.includes(modelData) ? qsTr("Too large to be searched whole") : ""
                        folder: modelData
                        readable: !Library.unreadable.includes(modelData)
                        IconButton {
                            objectName: "removeFolder" + index
                            size: 30
                            iconName: "close"
                            text: qsTr("Take %1 out of the library").arg(modelData)
                            onClicked: Library.removePlace(modelData)
                        }
                    }
                }
                PushButton { objectName: "addFolderHere"; compact: true; iconName: "plus"; text: qsTr("Add folder…"); onClicked: root.addFolderRequested() }
                Heading { text: qsTr("Other programs") }
                RowLayout {
                    width: parent.width
                    spacing: Theme.space3

                    Text {
                        Layout.fillWidth: true
                        text: qsTr("Use what other programs have downloaded, without copying it")
                        wrapMode: Text.Wrap
                        color: Theme.text
                        font.pixelSize: Theme.label
                    }
                    Toggle {
                        objectName: "foreignSwitch"
                        text: qsTr("Use what other programs have downloaded")
                        checked: Preferences.foreignModels
                        onToggled: Preferences.foreignModels = checked
                    }
                }
                Repeater {
                    model: Library.foreign

                    FolderLine {
                        required property var modelData
                        required property int index

                        objectName: "foreignFolder" + index
                        opacity: Preferences.foreignModels ? 1 : 0.5
                        title: Library.tooLarge.includes(modelData.folder) ? qsTr("%1: too large to be searched whole").arg(modelData.name) : modelData.name
                        folder: modelData.folder
                        note: qsTr("%n model(s)", "", modelData.count)
                        readable: modelData.readable
                    }
                }
                Text {
                    objectName: "unreadableNote"
                    visible: Library.unreadable.length > 0 || Library.foreign.some(each => !each.readable)
                    text: qsTr("Some folders are closed to your account. To open Ollama's, join its group (sudo usermod -aG ollama $USER) and log in again.")
                    width: parent.width
                    textFormat: Text.PlainText
                    wrapMode: Text.Wrap
                    color: Theme.textMuted
                    font.pixelSize: Theme.small
                }
            }
        }
    }
}
