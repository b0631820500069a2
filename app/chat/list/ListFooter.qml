import QtQuick
import QtQuick.Layouts
import Deepwell.Style

// Below the chats: the other pages, and what the program promises.
ColumnLayout {
    id: root

    property string place
    property string libraryNote
    signal libraryRequested()
    signal settingsRequested()

    spacing: 0

    Rectangle {
        Layout.fillWidth: true
        Layout.preferredHeight: 1
        color: Theme.border
    }
    NavButton {
        objectName: "libraryButton"
        Layout.fillWidth: true
        Layout.leftMargin: Theme.space2
        Layout.rightMargin: Theme.space2
        Layout.topMargin: Theme.space2
        iconName: "model"
        text: qsTr("Models")
        current: root.place === "library"
        note: root.libraryNote
        onClicked: root.libraryRequested()
    }
    NavButton {
        objectName: "settingsButton"
        Layout.fillWidth: true
        Layout.leftMargin: Theme.space2
        Layout.rightMargin: Theme.space2
        iconName: "settings"
        text: qsTr("Settings")
        onClicked: root.settingsRequested()
    }
    RowLayout {
        Layout.fillWidth: true
        Layout.leftMargin: Theme.space4
        Layout.rightMargin: Theme.space2
        Layout.topMargin: Theme.space1
        Layout.bottomMargin: Theme.space2 + 2
        spacing: Theme.space2

        Icon {
            Layout.preferredWidth: 15
            Layout.preferredHeight: 15
            name: "lock"
            color: Theme.textFaint
        }
        Text {
            Layout.fillWidth: true
            text: qsTr("Runs on this computer only")
            color: Theme.textFaint
            font.pixelSize: Theme.tiny
            elide: Text.ElideRight
        }
    }
}
