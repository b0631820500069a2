import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Deepwell.Desktop
import Deepwell.Settings.Pages
import Deepwell.Style

// The program's notes about itself, the newest first.
Item {
    id: root

    objectName: "logsPage"

    ColumnLayout {
        anchors.fill: parent
        anchors.bottomMargin: Theme.space4
        spacing: Theme.space3

        Text {
            Layout.fillWidth: true
            text: qsTr("What Deepwell did and what went wrong. Nothing that you or a model wrote is in it.")
            wrapMode: Text.Wrap
            color: Theme.textMuted
            font.pixelSize: Theme.small
        }
        Flow {
            Layout.fillWidth: true
            spacing: Theme.space2

            ChoiceBar {
                objectName: "logLevels"
                current: Logs.least
                choices: [
                    { value: "info", words: qsTr("All"), icon: "info" },
                    { value: "warning", words: qsTr("Warnings"), icon: "warning" },
                    { value: "error", words: qsTr("Errors"), icon: "close" }
                ]
                onChosen: value => Logs.least = value
            }
            PushButton {
                objectName: "copyLogs"
                height: Theme.controlHeight - 2
                enabled: Logs.count > 0
                iconName: copied.running ? "check" : "copy"
                text: copied.running ? qsTr("Copied") : qsTr("Copy")
                onClicked: { Logs.copyAll(); copied.restart(); }
                Timer { id: copied; interval: 2000 }
            }
            PushButton {
                objectName: "openLogs"
                height: Theme.controlHeight - 2
                iconName: "folder"
                text: qsTr("Open folder")
                onClicked: Outside.showFolder(Logs.folder)
            }
        }
        Rectangle {
            Layout.fillWidth: true
            Layout.fillHeight: true
            radius: Theme.radius
            color: Theme.surface
            border.width: 1
            border.color: Theme.border

            ListView {
                id: list

                objectName: "logList"
                anchors.fill: parent
                anchors.margins: 1
                model: Logs
                clip: true
                reuseItems: true
                boundsBehavior: Flickable.StopAtBounds
                activeFocusOnTab: true
                ScrollBar.vertical: ScrollRail {}
                Accessible.role: Accessible.List
                Accessible.name: qsTr("Log")
                Keys.onUpPressed: flick(0, 600)
                Keys.onDownPressed: flick(0, -600)

                delegate: LogRow { width: list.width }
                FocusRing { control: list; gap: 0 }
            }
            Text {
                objectName: "logsEmpty"
                visible: Logs.count === 0
                anchors.centerIn: parent
                width: parent.width - 2 * Theme.space5
                horizontalAlignment: Text.AlignHCenter
                wrapMode: Text.Wrap
                text: Logs.total > 0 ? qsTr("Nothing of this kind has been noted.") : qsTr("Nothing has been noted so far.")
                color: Theme.textFaint
                font.pixelSize: Theme.label
            }
        }
    }
}
